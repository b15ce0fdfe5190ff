import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QpsReview } from "@/lib/qps/views";
import type { Decision } from "./decision";
import { LimitDates } from "./limit-dates";

type ApprovalsNoteProps = {
  approvals: QpsReview["approvals"];
  reviewerId: string;
  /** Puts a colleague's decision into the form. */
  onTakeOver?: (decision: Decision) => void;
};

/** Who has agreed to what, while a second reviewer is needed; nothing before the first. */
export function ApprovalsNote({ approvals, reviewerId, onTakeOver }: ApprovalsNoteProps) {
  if (approvals.length === 0) return null;
  return (
    <ul className="grid gap-3">
      {approvals.map(({ by, at, qps, from, until, note }) => {
        const isMine = by.id === reviewerId;
        return (
          <li key={by.id}>
            <Banner
              title={`${isMine ? "You have" : `${by.name} has`} approved ${formatExact(qps)} QPS`}
              action={
                isMine || onTakeOver === undefined ? null : (
                  <Button size="sm" onClick={() => onTakeOver({ qps, from, until })}>
                    Take over into the form
                  </Button>
                )
              }
            >
              <LimitDates from={from} until={until} />, <RelativeTime at={at} isPast />.{" "}
              {note === "" ? null : <q className="whitespace-pre-wrap text-ink">{note}</q>}
            </Banner>
          </li>
        );
      })}
    </ul>
  );
}
