"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TextLink } from "@/components/ui/text-link";
import type { ActionResult } from "@/lib/actions/result";
import type { DryRun, Hit } from "@/lib/products/dry-run";
import { type DraftPaths, type DryRunInput, pathOfPasted } from "@/lib/products/schemas";

type Run = (input: DryRunInput) => Promise<ActionResult<DryRun>>;

type DryRunCardProps = {
  run: Run;
  /** What is being written beside it; null: products as they are. */
  draft: DraftPaths | null;
};

const PAUSE_MS = 250;

/** Which product a path would be of, asked of the edge's own router as one types. */
export function DryRunCard({ run, draft }: DryRunCardProps) {
  const statusId = useId();
  const [text, setText] = useState("");
  const [told, setTold] = useState<{ path: string; answer: DryRun } | null>(null);
  const [failure, setFailure] = useState<string>();
  const path = pathOfPasted(text);
  const asked = JSON.stringify({ path, draft });
  const newest = useRef(asked);
  newest.current = asked;
  useEffect(() => {
    const input = JSON.parse(asked) as DryRunInput;
    if (input.path === "") {
      setTold(null);
      setFailure(undefined);
      return;
    }
    const timer = setTimeout(async () => {
      const result = await run(input);
      if (newest.current !== asked) return;
      setFailure(result.ok ? undefined : result.error.message);
      setTold(result.ok ? { path: input.path, answer: result.data } : null);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked, run]);
  return (
    <Card>
      <CardHeader
        title="Dry run"
        description={
          draft === null
            ? "Which product and endpoint class a path belongs to. Nothing is called."
            : "Where a path belongs now, and once this is saved. Nothing is called."
        }
      />
      <CardBody>
        <Field label="Path" help="Paste a URL if you like: its host and its query stay in your browser.">
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="/map/1/tile/basic/main/0/0/0.png"
            className="font-mono text-sm"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        <div id={statusId} role="status" aria-live="polite" className="mt-4 grid gap-3 empty:mt-0">
          {failure ? <p className="text-danger-ink">{failure}</p> : null}
          {told ? <Told path={told.path} answer={told.answer} /> : null}
        </div>
      </CardBody>
    </Card>
  );
}

function Told({ path, answer }: { path: string; answer: DryRun }) {
  if (answer.kind === "malformed") {
    return (
      <div className="grid gap-1">
        <Badge tone="danger">400 before any product</Badge>
        <p className="text-ink-muted text-sm">{answer.reason}</p>
      </div>
    );
  }
  const { saved, drafted } = answer;
  if (JSON.stringify(saved) === JSON.stringify(drafted)) return <HitView path={path} hit={saved} />;
  return (
    <>
      <div className="grid gap-1.5">
        <p className="font-medium text-ink-muted text-xs">Now</p>
        <HitView path={path} hit={saved} />
      </div>
      <div className="grid gap-1.5 border-line border-t pt-3">
        <p className="font-medium text-ink-muted text-xs">Once this is saved</p>
        <HitView path={path} hit={drafted} />
      </div>
    </>
  );
}

function HitView({ path, hit }: { path: string; hit: Hit | null }) {
  if (hit === null) {
    return (
      <div className="grid gap-1">
        <Badge tone="idle">404, of no product</Badge>
        <p className="break-all font-mono text-ink-muted text-xs">{path}</p>
      </div>
    );
  }
  return (
    <div className="grid gap-1">
      <Badge tone="ok" className="whitespace-normal">
        <span>
          {hit.productId === null ? (
            <bdi>{hit.product || "The new product"}</bdi>
          ) : (
            <TextLink href={`/staff/products/${hit.productId}`}>
              <bdi>{hit.product}</bdi>
            </TextLink>
          )}
          , <bdi>{hit.endpointClass || "unnamed class"}</bdi>
        </span>
      </Badge>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
        <dt className="text-ink-muted">Pattern</dt>
        <dd className="break-all font-mono">{hit.pattern}</dd>
        {hit.asked === null ? null : (
          <>
            <dt className="text-ink-muted">Asks</dt>
            <dd className="break-all font-mono">{hit.asked}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
