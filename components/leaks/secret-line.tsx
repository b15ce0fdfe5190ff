import { LastUsed } from "@/components/keys/last-used";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownSecret } from "@/lib/leaks/report";

const WORDS = {
  current: { word: "Current", tone: "danger" },
  awaiting: { word: "New, not used yet", tone: "danger" },
  retiring: { word: "Being replaced", tone: "warn" },
  retired: { word: "Ended", tone: "idle" },
} as const satisfies Record<ShownSecret["status"], { word: string; tone: BadgeTone }>;

/** One secret that was found: which it is, whether it works, and its last use. */
export function SecretLine({ secret }: { secret: ShownSecret }) {
  const { word, tone } = WORDS[secret.status];
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-1 rounded-md border border-line px-3 py-2 text-sm">
      <span className="font-mono">
        kw_{secret.preview.head}…{secret.preview.tail}
      </span>
      <Badge tone={tone}>{word}</Badge>
      {secret.retiresAt ? (
        <span className="text-ink-muted">
          {secret.status === "retired" ? "Ended" : "Ends"} <RelativeTime at={secret.retiresAt} />
        </span>
      ) : null}
      <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
        <span className="text-ink-muted">Last used</span>
        <LastUsed at={secret.lastUsedAt} ip={secret.lastUsedIp} />
      </span>
      {secret.leakedAt ? (
        <span className="text-ink-muted">
          Reported as leaked <RelativeTime at={secret.leakedAt} isPast />
        </span>
      ) : null}
    </li>
  );
}
