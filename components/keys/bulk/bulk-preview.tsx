"use client";

import { formatExact } from "@/components/ui/format-number";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkPreviewItem } from "@/lib/keys/bulk/preview";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import { BULK_WORDS, countKeys } from "./bulk-words";
import { LongList } from "./long-list";
import { ruleText } from "./rule-text";
import type { PreviewState } from "./use-bulk-preview";

type BulkPreviewProps = { verb: BulkVerb; state: PreviewState };

/** What is going to happen to each key, before it does. */
export function BulkPreview({ verb, state }: BulkPreviewProps) {
  if (state.phase === "incomplete") return null;
  return (
    <section aria-label="Preview" aria-busy={state.phase === "loading"} className="grid gap-2">
      <div aria-live="polite">
        {state.phase === "loading" ? <Loading {...state} /> : null}
        {state.phase === "failed" ? <p className="text-danger-ink">{state.sentence}</p> : null}
        {state.phase === "ready" ? <Summary verb={verb} keys={state.keys} /> : null}
      </div>
      {state.phase === "loading" ? <Skeleton className="h-28 rounded-lg" /> : null}
      {state.phase === "ready" ? (
        <LongList label="Keys" items={state.keys} keyOf={({ keyId }) => keyId} className="max-h-56">
          {(key) => (
            <div className="grid gap-0.5">
              <span className="flex justify-between gap-3">
                <bdi className="truncate font-medium">{key.name ?? key.keyId}</bdi>
                <Calls keyItem={key} />
              </span>
              <What verb={verb} keyItem={key} />
            </div>
          )}
        </LongList>
      ) : null}
    </section>
  );
}

function Loading({ done, total }: { done: number; total: number }) {
  if (done === 0) return <Skeleton className="h-5 w-64" />;
  return (
    <p className="text-ink-muted">
      Looked at {formatExact(done)} of {countKeys(total)}.
    </p>
  );
}

function Summary({ verb, keys }: { verb: BulkVerb; keys: readonly BulkPreviewItem[] }) {
  const changing = keys.filter(({ outcome }) => outcome === "change");
  const left = keys.length - changing.length;
  const calls = changing.reduce((sum, key) => sum + key.calls, 0);
  return (
    <p>
      <span className="font-medium">
        {countKeys(changing.length)} will be {BULK_WORDS[verb].done}
        {left > 0 ? `, ${left.toLocaleString("en")} left out` : ""}.
      </span>{" "}
      {verb === "enable" ? null : (
        <span className="text-ink-muted">
          {calls === 0
            ? "None of them was called in the last hour."
            : `${formatExact(calls)} calls with them in the last hour.`}
        </span>
      )}
    </p>
  );
}

function Calls({ keyItem: { calls, outcome } }: { keyItem: BulkPreviewItem }) {
  if (outcome !== "change" || calls === 0) return null;
  return <span className="shrink-0 text-ink-muted">{formatExact(calls)} calls in 1 h</span>;
}

function What({ verb, keyItem }: { verb: BulkVerb; keyItem: BulkPreviewItem }) {
  if (keyItem.outcome === "refused")
    return <span className="text-warn-ink">Left out. {keyItem.message}</span>;
  if (keyItem.outcome === "unchanged")
    return <span className="text-ink-muted">Left out. It says this already.</span>;
  if (!keyItem.before || !keyItem.after)
    return <span className="text-ink-muted">Will be {BULK_WORDS[verb].done}.</span>;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-ink-muted [&_dd]:break-words">
      <dt>Before</dt>
      <dd className="min-w-0">{ruleText(keyItem.before)}</dd>
      <dt>After</dt>
      <dd className="min-w-0 text-ink">{ruleText(keyItem.after)}</dd>
    </dl>
  );
}
