import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { SecretStatus } from "@/lib/keys/secret-status";

const WORDS = {
  current: { word: "Current", tone: "ok" },
  awaiting: { word: "Awaiting first use", tone: "info" },
  retiring: { word: "Retiring", tone: "warn" },
  retired: { word: "Retired", tone: "idle" },
} as const satisfies Record<SecretStatus, { word: string; tone: BadgeTone }>;

/** The state of a secret, in a word. */
export function SecretBadge({ status }: { status: SecretStatus }) {
  const { word, tone } = WORDS[status];
  return <Badge tone={tone}>{word}</Badge>;
}
