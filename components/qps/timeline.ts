import type { QpsSaid, QpsStep } from "@/lib/qps/views";

/** A step of a request, with the words that belong to it; or a comment. */
export type TimelineEntry =
  | { kind: "step"; at: string; step: QpsStep; body: string | null; isFuture: boolean }
  | { kind: "said"; at: string; said: QpsSaid };

/**
 * Everything that happened to a request and was said about it, oldest first, what is still to come last.
 *
 * A question and its answer appear once, as what was said, not as a step beside it.
 * @param note What the decision, or the withdrawal, was given with.
 */
export function timelineOf({
  steps,
  messages,
  decisionNote,
}: {
  steps: readonly QpsStep[];
  messages: readonly QpsSaid[];
  decisionNote: string;
}): TimelineEntry[] {
  // What was sent as it was written was no draft to anybody.
  const sentAt = steps.find(({ what }) => what === "submitted")?.at;
  const entries: TimelineEntry[] = [
    ...steps
      .filter(
        ({ what, at }) => what !== "asked" && what !== "answered" && !(what === "drafted" && at === sentAt),
      )
      .map((step) => ({
        kind: "step" as const,
        at: step.at,
        step,
        body: CARRIES_NOTE.has(step.what) && decisionNote !== "" ? decisionNote : null,
        isFuture: step.what === "starts" || step.what === "ends",
      })),
    ...messages.map((said) => ({ kind: "said" as const, at: said.at, said })),
  ];
  const isFuture = (entry: TimelineEntry) => entry.kind === "step" && entry.isFuture;
  return entries.sort(
    (a, b) => Number(isFuture(a)) - Number(isFuture(b)) || Date.parse(a.at) - Date.parse(b.at),
  );
}

const CARRIES_NOTE: ReadonlySet<QpsStep["what"]> = new Set(["approved", "rejected", "withdrawn"]);
