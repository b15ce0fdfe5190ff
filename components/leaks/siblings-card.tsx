"use client";

import { useEffect, useState, useTransition } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { Siblings } from "@/lib/leaks/siblings";
import type { LeakActions } from "./leak-actions";
import { type Outcome, SiblingsTable } from "./siblings-table";

type SiblingsCardProps = {
  orgSlug: string;
  /** The leaked keys. */
  keyIds: readonly string[];
  canReport: boolean;
  load: LeakActions["siblings"];
  respond: LeakActions["respond"];
};

const NOTE = "A key beside it leaked.";

/** Keys that may have leaked the same way, to be dealt with in one go; each says how it went. */
export function SiblingsCard({ orgSlug, keyIds, canReport, load, respond }: SiblingsCardProps) {
  const [siblings, setSiblings] = useState<Siblings>();
  const [failure, setFailure] = useState<string>();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [pending, startTransition] = useTransition();
  const names = keyIds.join();
  useEffect(() => {
    let isCurrent = true;
    void load(orgSlug, { keyIds: names.split(",") })
      .then((result) => {
        if (!isCurrent) return;
        if (result.ok) setSiblings(result.data);
        else setFailure(refusalSentence(result.error));
      })
      .catch(() => isCurrent && setFailure("The siblings could not be loaded. Reload the page."));
    return () => {
      isCurrent = false;
    };
  }, [orgSlug, names, load]);

  const act = (response: "disable" | "rotate") =>
    startTransition(async () => {
      for (const keyId of ticked) {
        const result = await respond(orgSlug, {
          keyId,
          secretIds: [],
          response,
          allow: [],
          endRetiringNow: false,
          note: NOTE,
        });
        const outcome: Outcome = result.ok
          ? { kind: response, secret: result.data.secret }
          : { kind: "refused", sentence: refusalSentence(result.error) };
        setOutcomes((old) => new Map(old).set(keyId, outcome));
        if (result.ok) setTicked((old) => new Set([...old].filter((one) => one !== keyId)));
      }
    });
  if (failure !== undefined) return <Banner tone="warn">{failure}</Banner>;
  if (siblings === undefined) return <Skeleton className="h-40 rounded-lg" />;
  const { keys, total } = siblings;
  const chosen = keys.filter(({ id }) => ticked.has(id));
  return (
    <Card aria-label="Siblings">
      <CardHeader
        title="Siblings"
        description={
          keys.length === 0
            ? "No other key was created by the same person or is valid for the same products."
            : "Keys by the same person or for the same products. What leaked one may have leaked another."
        }
      />
      {keys.length === 0 ? null : (
        <CardBody className="grid gap-4">
          <SiblingsTable
            orgSlug={orgSlug}
            keys={keys}
            canReport={canReport}
            ticked={ticked}
            onTick={setTicked}
            outcomes={outcomes}
          />
          {total > keys.length ? (
            <p className="text-ink-muted text-sm">
              The {keys.length} likeliest of {total}. The others are in the list of keys.
            </p>
          ) : null}
          {canReport ? (
            <div className="flex flex-wrap items-center gap-2">
              <Button
                pending={pending}
                disabled={chosen.length === 0 || chosen.some((key) => !key.canRotate)}
                onClick={() => act("rotate")}
              >
                Rotate {count(chosen.length)}, old secrets end in 1 hour
              </Button>
              <Button
                variant="danger"
                pending={pending}
                disabled={chosen.length === 0 || chosen.some((key) => !key.canDisable)}
                onClick={() => act("disable")}
              >
                Disable {count(chosen.length)}
              </Button>
            </div>
          ) : null}
          <p role="status" className="sr-only">
            {outcomes.size > 0 && !pending ? `${outcomes.size} keys done.` : ""}
          </p>
        </CardBody>
      )}
    </Card>
  );
}

function count(n: number): string {
  if (n === 0) return "keys";
  return n === 1 ? "1 key" : `${n} keys`;
}
