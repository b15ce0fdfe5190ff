"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { formatAbsolute } from "@/components/ui/format-time";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import { BULK_WORDS, bulkTitle, countKeys } from "./bulk-words";
import { LongList } from "./long-list";
import type { RunState } from "./use-bulk-run";

type BulkResultsProps = {
  verb: BulkVerb;
  /** What was done is being taken back, or has been. */
  isUndo: boolean;
  state: RunState;
  nameOf: (keyId: string) => string;
  /** Saves the secrets that are kept nowhere. */
  onDownload: () => void;
  isDownloaded: boolean;
};

/** How far the work is, then what became of each key. */
export function BulkResults({ verb, isUndo, state, nameOf, onDownload, isDownloaded }: BulkResultsProps) {
  const { results, total, isOver, failure } = state;
  const words = isUndo
    ? { title: "Put keys back", done: BULK_WORDS[verb].undone }
    : { title: bulkTitle(verb, null), done: BULK_WORDS[verb].done };
  const done = results.filter(({ isDone }) => isDone).length;
  const unknown = total - results.length;
  const secrets = results.filter((result) => result.isDone && result.secret !== undefined).length;
  return (
    <div className="grid gap-4">
      <div
        role="progressbar"
        aria-label={words.title}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={results.length}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <svg
          aria-hidden="true"
          className="block h-full w-full"
          preserveAspectRatio="none"
          viewBox="0 0 100 1"
        >
          <rect width={(100 * results.length) / Math.max(1, total)} height={1} className="fill-accent" />
        </svg>
      </div>
      <p role="status" className="font-medium">
        {isOver
          ? `${countKeys(done)} ${words.done}${results.length > done ? `, ${(results.length - done).toLocaleString("en")} refused` : ""}${unknown > 0 ? `, ${unknown.toLocaleString("en")} not tried` : ""}.`
          : `${results.length.toLocaleString("en")} of ${countKeys(total)}`}
      </p>
      {failure === null ? null : <Banner tone="danger">{failure}</Banner>}
      {secrets > 0 && isOver ? (
        <Banner
          tone="warn"
          title="The new secrets are not kept"
          action={
            <Button variant="primary" onClick={onDownload}>
              {isDownloaded ? "Download again" : "Download secrets"}
            </Button>
          }
        >
          Download them now; nobody can show them again. Treat the file like a password.
        </Banner>
      ) : null}
      {results.length > 0 ? (
        <LongList label="Results" items={results} keyOf={({ keyId }) => keyId} className="max-h-72">
          {(result) => (
            <div className="flex gap-2.5">
              {result.isDone ? (
                <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok-ink" />
              ) : (
                <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-ink" />
              )}
              <span className="min-w-0">
                <bdi className="block truncate font-medium">{nameOf(result.keyId)}</bdi>
                <span className="text-ink-muted">
                  {result.isDone
                    ? outcome(words.done, result.endsAt)
                    : `Not ${words.done}. ${result.message}`}
                </span>
              </span>
            </div>
          )}
        </LongList>
      ) : null}
    </div>
  );
}

function outcome(word: string, endsAt: string | null | undefined): string {
  const said = `${word.slice(0, 1).toUpperCase()}${word.slice(1)}.`;
  if (endsAt === undefined) return said;
  return endsAt === null
    ? `${said} The old secret has ended.`
    : `${said} The old secret works until ${formatAbsolute(Date.parse(endsAt))}.`;
}
