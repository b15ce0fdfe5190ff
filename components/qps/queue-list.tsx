import Link from "next/link";
import { formatExact } from "@/components/ui/format-number";
import { RowCard, RowCards } from "@/components/ui/row-cards";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { QueueItem } from "@/lib/qps/views";
import { AnswerClock } from "./answer-clock";
import { LimitDates } from "./limit-dates";
import { PhaseBadge } from "./phase-badge";
import { QpsChange } from "./qps-change";
import { TargetWords } from "./target-words";

type QueueListProps = { items: readonly QueueItem[]; isOpen: boolean };

/** Requests of all customers, the most urgent first: a table, and cards where there is no room for one. */
export function QueueList({ items, isOpen }: QueueListProps) {
  return (
    <>
      <div className="max-md:hidden">
        <Table label="QPS requests">
          <TableHead>
            <tr>
              <TableHeader>Customer</TableHeader>
              <TableHeader>Key and class</TableHeader>
              <TableHeader>Change</TableHeader>
              <TableHeader>When</TableHeader>
              <TableHeader>Refused calls, 14 days</TableHeader>
              <TableHeader>State</TableHeader>
              {isOpen ? <TableHeader>Answer</TableHeader> : null}
            </tr>
          </TableHead>
          <TableBody>
            {items.map((item) => (
              <TableRow key={item.id}>
                <TableCell className="max-w-48">
                  <Customer item={item} />
                </TableCell>
                <TableCell className="max-w-60 py-2">
                  <KeyAndClass item={item} />
                </TableCell>
                <TableCell>
                  <QpsChange from={item.currentQps} to={item.grant?.qps ?? item.wantedQps} />
                </TableCell>
                <TableCell className="max-w-56 py-2 text-ink-muted">
                  <LimitDates from={(item.grant ?? item).from} until={(item.grant ?? item).until} />
                </TableCell>
                <TableCell>
                  <Breaches item={item} />
                </TableCell>
                <TableCell>
                  <State item={item} />
                </TableCell>
                {isOpen ? (
                  <TableCell>
                    <AnswerClock dueAt={item.dueAt} isWaiting={item.waitingMs !== null} />
                  </TableCell>
                ) : null}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <RowCards label="QPS requests">
        {items.map((item) => (
          <RowCard
            key={item.id}
            title={
              <>
                <Customer item={item} />
                <KeyAndClass item={item} />
              </>
            }
            action={<QpsChange from={item.currentQps} to={item.grant?.qps ?? item.wantedQps} />}
          >
            <State item={item} />
            <p className="text-ink-muted text-sm">
              <LimitDates from={(item.grant ?? item).from} until={(item.grant ?? item).until} />
            </p>
            <p className="flex flex-wrap justify-between gap-x-4 text-sm">
              <span>
                <span className="text-ink-muted">Refused calls, 14 days: </span>
                <Breaches item={item} />
              </span>
              {isOpen ? <AnswerClock dueAt={item.dueAt} isWaiting={item.waitingMs !== null} /> : null}
            </p>
          </RowCard>
        ))}
      </RowCards>
    </>
  );
}

function Customer({ item }: { item: QueueItem }) {
  return (
    <Link
      href={`/staff/requests/${item.id}`}
      prefetch={false}
      title={item.org.name}
      className="block min-w-0 truncate rounded-xs font-medium text-ink underline-offset-4 hover:underline"
    >
      <bdi>{item.org.name}</bdi>
    </Link>
  );
}

function KeyAndClass({ item }: { item: QueueItem }) {
  return (
    <span className="grid min-w-0 text-sm">
      <bdi className="truncate">{item.key.name}</bdi>
      <TargetWords target={item} className="text-ink-muted" />
    </span>
  );
}

/** What was counted, and what a replay of the wanted limit leaves of it. */
function Breaches({ item: { breaches } }: { item: QueueItem }) {
  if (breaches === null) return <span className="text-ink-muted">not known</span>;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {formatExact(breaches.counted)}
      <span className="text-ink-muted"> → {formatExact(breaches.replayed)}</span>
    </span>
  );
}

function State({ item }: { item: QueueItem }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <PhaseBadge phase={item.phase} />
      {item.phase === "pending" && item.needsTwo ? <Tag>{item.approvals} of 2 reviewers</Tag> : null}
    </span>
  );
}
