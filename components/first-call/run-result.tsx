"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { CodeBox } from "./code-box";
import { RefusalNote } from "./refusal-note";
import type { CallResult } from "./run-call";

/** Status, time, limits and the answer itself. */
export function RunResult({ result, analyticsHref }: { result: CallResult; analyticsHref: string }) {
  const { body } = result;
  return (
    <div className="grid grid-cols-1 gap-4 rounded-lg border border-line p-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Badge tone={result.status < 400 ? "ok" : "danger"}>
            {`${result.status} ${result.statusText}`.trim()}
          </Badge>
          <span className="text-sm text-ink-muted">
            {Math.round(result.durationMs).toLocaleString("en")} ms · {result.bytes.toLocaleString("en")}{" "}
            bytes
          </span>
          <Link className="text-sm text-accent-ink underline-offset-4 hover:underline" href={analyticsHref}>
            See it in Analytics
          </Link>
        </p>
        <dl className="mt-3 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
          {result.headers.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-muted">{name}</dt>
              <dd className="min-w-0 font-mono break-words">{value}</dd>
            </div>
          ))}
        </dl>
        {body.kind === "refusal" ? <RefusalNote refusal={body.refusal} className="mt-4" /> : null}
        {body.kind === "text" ? (
          <CodeBox
            label="Answer"
            code={body.text}
            className="mt-4 max-h-80 rounded-md border border-line bg-sunken"
          />
        ) : null}
      </div>
      {body.kind === "image" ? <AnswerImage blob={body.blob} /> : null}
    </div>
  );
}

function AnswerImage({ blob }: { blob: Blob }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return (
    <div className="aspect-square w-64 max-w-full overflow-hidden rounded-md border border-line bg-sunken">
      {/* biome-ignore lint/performance/noImgElement: the image is in memory already. */}
      {url ? <img src={url} width={256} height={256} alt="The map tile that came back" /> : null}
    </div>
  );
}
