"use client";

import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { Fleet } from "@/lib/hygiene/fleet";
import { HYGIENE_REASONS, type HygieneReasonKind } from "@/lib/hygiene/score";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import { bulkTitle, countKeys } from "../keys/bulk/bulk-words";
import { HYGIENE_WORDS } from "./hygiene-words";

type HygieneReasonsProps = {
  counts: Fleet["reasons"];
  chosen: HygieneReasonKind | null;
  onChoose: (reason: HygieneReasonKind | null) => void;
  /** The reason whose keys are being looked up. */
  pending: HygieneReasonKind | null;
  /** `null` for somebody who may mend no key. */
  onMend: ((reason: HygieneReasonKind, verb: BulkVerb) => void) | null;
};

/** What lowers scores, the gravest first, with what mends it for all of its keys at once. */
export function HygieneReasons({ counts, chosen, onChoose, pending, onMend }: HygieneReasonsProps) {
  const found = HYGIENE_REASONS.filter((kind) => counts[kind] > 0);
  return (
    <Card>
      <CardHeader
        title="What to mend"
        description={
          found.length === 0
            ? "Nothing lowers the score of any key."
            : `What lowers scores, the gravest first.${onMend === null ? "" : " Each change is shown key by key before it is made."}`
        }
      />
      {found.length === 0 ? null : (
        <ul aria-label="What to mend" className="divide-y divide-line border-line border-t">
          {found.map((kind) => {
            const { word, why, verb } = HYGIENE_WORDS[kind];
            const isChosen = chosen === kind;
            return (
              <li
                key={kind}
                className={cn(
                  "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3",
                  isChosen && "bg-selected",
                )}
              >
                <div className="min-w-0 basis-80 grow">
                  <p>
                    <span className="font-medium">{word}</span>{" "}
                    <span className="text-ink-muted">{countKeys(counts[kind])}</span>
                  </p>
                  <p className="max-w-prose text-ink-muted text-sm">{why}</p>
                </div>
                <div className="flex flex-wrap gap-2">
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-pressed={isChosen}
                    onClick={() => onChoose(isChosen ? null : kind)}
                  >
                    {isChosen ? "Show all keys" : "Show"}
                    {isChosen ? null : <span className="sr-only"> {word.toLowerCase()} keys</span>}
                  </Button>
                  {onMend === null || verb === null ? null : (
                    <Button
                      size="sm"
                      className="sm:min-w-40"
                      pending={pending === kind}
                      onClick={() => onMend(kind, verb)}
                    >
                      {bulkTitle(verb, counts[kind])}
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
