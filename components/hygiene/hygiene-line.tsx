import Link from "next/link";
import type { Hygiene } from "@/lib/hygiene/score";
import { reasonText } from "./hygiene-words";
import { ScoreBadge } from "./score-badge";

type HygieneLineProps = { orgSlug: string; hygiene: Hygiene };

/** A key's score and what lowers it, on the key's own page. */
export function HygieneLine({ orgSlug, hygiene: { reasons, ...score } }: HygieneLineProps) {
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-3">
        <ScoreBadge hygiene={score} />
        <Link
          href={`/o/${orgSlug}/keys/hygiene`}
          prefetch={false}
          className="rounded-xs text-accent-ink underline-offset-4 hover:underline"
        >
          Compare all keys
        </Link>
      </span>
      {reasons.length > 0 ? (
        <ul aria-label="What lowers the score" className="mt-1 text-ink-muted">
          {reasons.map((reason) => (
            <li key={reason.kind}>{reasonText(reason)}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
