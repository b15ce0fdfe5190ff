import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { QueueList } from "@/components/qps/queue-list";
import {
  isNarrowed,
  loadQueueParams,
  OUTCOME_PHASES,
  serializeQueueParams,
} from "@/components/qps/queue-params";
import { QueueToolbar } from "@/components/qps/queue-toolbar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireStaffPage } from "@/lib/accounts/session";
import { listQpsQueue } from "@/lib/qps/list-queue";
import { ListQueueQuery } from "@/lib/qps/schemas";

export const metadata: Metadata = { title: "QPS requests" };

const PATH = "/staff/requests";

export default async function QueuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireStaffPage();
  const asked = await loadQueueParams(searchParams);
  const isOpen = asked.view === "open";
  const query = ListQueueQuery.safeParse({
    view: asked.view,
    phase: isOpen ? [] : OUTCOME_PHASES[asked.outcome],
    q: asked.q,
    isOverdue: isOpen && asked.overdue,
    after: asked.after === "" ? null : asked.after,
  });
  const { items, next, counts } = await listQpsQueue(ctx, query.data ?? ListQueueQuery.parse({}));
  const shown = query.success ? items : [];
  return (
    <>
      <PageHeader
        title="QPS requests"
        description={summary(counts)}
        actions={
          <Button asChild>
            <Link href={`${PATH}/policy`}>Policy</Link>
          </Button>
        }
      />
      <QueueToolbar overdue={counts.overdue} />
      {shown.length === 0 ? (
        <EmptyState
          icon={Inbox}
          title={
            isNarrowed(asked)
              ? "No requests like these"
              : isOpen
                ? "Nothing to decide"
                : "Nothing decided yet"
          }
        >
          {isNarrowed(asked)
            ? "Take a filter away, or look at the other view."
            : isOpen
              ? "Requests that customers send appear here, the most urgent first."
              : "What was approved, rejected or withdrawn is kept here."}
        </EmptyState>
      ) : (
        <QueueList items={shown} isOpen={isOpen} />
      )}
      <Pagination
        className="mt-4"
        previous={asked.after === "" ? undefined : serializeQueueParams(PATH, { ...asked, after: "" })}
        next={
          query.success && next !== null ? serializeQueueParams(PATH, { ...asked, after: next }) : undefined
        }
        summary={shown.length === 0 ? null : isOpen ? "Most urgent first" : "Decided last first"}
      />
    </>
  );
}

type Counts = { pending: number; question: number; overdue: number };

function summary({ pending, question, overdue }: Counts): string {
  const waits = (count: number) => (count === 1 ? "1 request waits" : `${count} requests wait`);
  const late = overdue === 0 ? "none overdue" : `${overdue} overdue`;
  const ours = pending === 0 ? "Nothing waits for a decision." : `${waits(pending)} for a decision, ${late}.`;
  return question === 0 ? ours : `${ours} ${waits(question)} for a customer’s answer.`;
}
