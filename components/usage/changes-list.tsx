import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Annotation } from "@/lib/usage/breakdown-schemas";
import { wordsOf } from "./annotation-words";

const SHOWN = 6;

/** What was done in the time of the charts, in words. */
export function ChangesList({
  orgSlug,
  annotations,
}: {
  orgSlug: string;
  annotations: readonly Annotation[];
}) {
  if (annotations.length === 0) return null;
  return (
    <div className="mt-3 border-t border-line pt-3 text-sm">
      <h3 className="text-xs font-medium text-ink-muted">◆ Changes in this time</h3>
      <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
        {annotations.slice(0, SHOWN).map((annotation) => (
          <li key={`${annotation.at} ${annotation.action} ${annotation.keyId}`}>
            {annotation.keyId === null || annotation.action === "key.deleted" ? (
              wordsOf(annotation)
            ) : (
              <Link
                // A list of rows would otherwise ask the server for as many pages before anybody clicks.
                prefetch={false}
                href={`/o/${orgSlug}/keys/${annotation.keyId}`}
                className="underline-offset-2 hover:underline"
              >
                {wordsOf(annotation)}
              </Link>
            )}{" "}
            <span className="text-ink-muted">
              <RelativeTime at={annotation.at} />
            </span>
          </li>
        ))}
        {annotations.length > SHOWN ? (
          <li className="text-ink-muted">and {annotations.length - SHOWN} earlier</li>
        ) : null}
      </ul>
    </div>
  );
}
