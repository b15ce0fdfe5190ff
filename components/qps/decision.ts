import { formatExact } from "@/components/ui/format-number";

/** What a reviewer is about to grant. Times are ISO 8601. */
export type Decision = { qps: number; from: string | null; until: string | null };

/** The same, as typed. */
export type DecisionValues = { qps: string; from: string | null; until: string | null; note: string };

/** Whether this grants the same as that, to the minute: a field knows no seconds. */
export function isSameDecision(one: Decision, other: Decision): boolean {
  const minute = (at: string | null) => (at === null ? null : Math.floor(Date.parse(at) / 60_000));
  return (
    one.qps === other.qps &&
    minute(one.from) === minute(other.from) &&
    minute(one.until) === minute(other.until)
  );
}

/** What the button that grants it says: "Approve 25 QPS in full". */
export function decisionLabel(decision: Decision | null, asked: Decision, isFirstOfTwo: boolean): string {
  if (decision === null) return "Approve";
  const amount = `${formatExact(decision.qps)} QPS`;
  const verb = isFirstOfTwo ? "Give first approval for" : "Approve";
  if (isSameDecision(decision, asked)) return `${verb} ${amount} in full`;
  if (decision.qps !== asked.qps) return `${verb} ${amount} in part`;
  return `${verb} ${amount} with other dates`;
}

/** Dates as the form starts with: a beginning that has passed means at once. */
export function startOf(asked: Decision, nowMs: number): Decision {
  return { ...asked, from: asked.from !== null && Date.parse(asked.from) > nowMs ? asked.from : null };
}
