import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { QpsPhase } from "@/lib/qps/phase";

/** What a request's state is called, for either side. */
export const PHASE_WORDS = {
  draft: { word: "Draft", tone: "idle" },
  pending: { word: "Waiting for a decision", tone: "info" },
  question: { word: "Question open", tone: "warn" },
  scheduled: { word: "Approved, scheduled", tone: "info" },
  active: { word: "Approved, in force", tone: "ok" },
  ended: { word: "Approved, ended", tone: "idle" },
  rejected: { word: "Rejected", tone: "danger" },
  withdrawn: { word: "Withdrawn", tone: "idle" },
} as const satisfies Record<QpsPhase, { word: string; tone: BadgeTone }>;

export function PhaseBadge({ phase, className }: { phase: QpsPhase; className?: string }) {
  const { word, tone } = PHASE_WORDS[phase];
  return (
    <Badge tone={tone} {...(className && { className })}>
      {word}
    </Badge>
  );
}
