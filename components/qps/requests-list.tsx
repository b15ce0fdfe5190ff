import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowCard, RowCards } from "@/components/ui/row-cards";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { QpsRequestItem } from "@/lib/qps/views";
import { LimitDates } from "./limit-dates";
import { PhaseBadge } from "./phase-badge";
import { QpsChange } from "./qps-change";
import { TargetWords } from "./target-words";

type RequestsListProps = { orgSlug: string; items: readonly QpsRequestItem[] };

/** An organization's requests: a table, and cards where there is no room for one. */
export function RequestsList({ orgSlug, items }: RequestsListProps) {
  const href = (id: string) => `/o/${orgSlug}/requests/${id}`;
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Requests">
          <TableHead>
            <tr>
              <TableHeader>Key</TableHeader>
              <TableHeader>Change</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>When</TableHeader>
              <TableHeader>By</TableHeader>
              <TableHeader>Sent</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {items.map((item) => (
              <TableRow key={item.id}>
                <TableCell className="max-w-72 py-2">
                  <KeyAndClass item={item} href={href(item.id)} />
                </TableCell>
                <TableCell>
                  <Change item={item} />
                </TableCell>
                <TableCell>
                  <PhaseBadge phase={item.phase} />
                </TableCell>
                <TableCell className="max-w-64 py-2 text-ink-muted">
                  <Dates item={item} />
                </TableCell>
                <TableCell className="max-w-40 truncate">
                  {item.createdBy?.name ?? "a former account"}
                </TableCell>
                <TableCell>
                  <RelativeTime at={item.submittedAt} never="not sent" isPast />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <RowCards label="Requests">
        {items.map((item) => (
          <RowCard
            key={item.id}
            title={<KeyAndClass item={item} href={href(item.id)} />}
            action={<Change item={item} />}
          >
            <PhaseBadge phase={item.phase} />
            <p className="text-ink-muted text-sm">
              <Dates item={item} />
            </p>
            <p className="text-ink-muted text-sm">
              {item.createdBy?.name ?? "A former account"}, sent{" "}
              <RelativeTime at={item.submittedAt} never="not yet" isPast />
            </p>
          </RowCard>
        ))}
      </RowCards>
    </>
  );
}

function KeyAndClass({ item, href }: { item: QpsRequestItem; href: string }) {
  return (
    <span className="grid min-w-0">
      <Link
        href={href}
        prefetch={false}
        title={item.key.name}
        className="truncate rounded-xs font-medium text-ink underline-offset-4 hover:underline"
      >
        <bdi>{item.key.name}</bdi>
      </Link>
      <TargetWords target={item} className="text-ink-muted text-sm" />
    </span>
  );
}

/** What was granted, where something was. */
function Change({ item }: { item: QpsRequestItem }) {
  const { grant, currentQps, wantedQps } = item;
  return (
    <span className="grid">
      <QpsChange from={currentQps} to={grant?.qps ?? wantedQps} />
      {grant && grant.qps !== wantedQps ? (
        <span className="text-ink-muted text-xs">asked for {wantedQps}</span>
      ) : null}
    </span>
  );
}

function Dates({ item }: { item: QpsRequestItem }) {
  const { from, until } = item.grant ?? item;
  return <LimitDates from={from} until={until} />;
}
