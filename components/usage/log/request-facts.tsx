import Link from "next/link";
import type { ReactNode } from "react";
import { EntryTime } from "@/components/audit/entry-time";
import { CopyButton } from "@/components/ui/copy-button";
import { formatBytes, formatExact } from "@/components/ui/format-number";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { formatMilliseconds } from "../panels/formats";
import { DecisionTrace } from "./decision-trace";

type RequestFactsProps = {
  orgSlug: string;
  request: LoggedRequest;
  keyName: string | undefined;
  productNames: Readonly<Record<string, string>>;
};

/** All that is kept of one call. */
export function RequestFacts({ orgSlug, request, keyName, productNames }: RequestFactsProps) {
  const facts: [string, ReactNode][] = [
    [
      "Request ID",
      <span key="id" className="flex items-center gap-1">
        <code className="font-mono text-xs break-all">{request.requestId}</code>
        <CopyButton text={request.requestId} label="Copy request ID" />
      </span>,
    ],
    ["Time", <EntryTime key="time" at={request.at} exact />],
    [
      "Key",
      <Link
        key="key"
        href={`/o/${orgSlug}/keys/${request.keyId}`}
        className="text-accent-ink underline underline-offset-2"
      >
        {keyName ?? request.keyId}
      </Link>,
    ],
    ["Credential", request.tokenId === "" ? `Secret ${request.secretId}` : `Access token ${request.tokenId}`],
    ["Product", productNames[request.productId] ?? (request.productId || "none")],
    ["Call", `${request.method} ${request.endpoint || "(no endpoint)"}`],
    ["Access", request.access || "not decided"],
    ["Address", `${request.ip || "unknown"}${request.country === "" ? "" : `, ${request.country}`}`],
    ["User agent", request.agent || "none sent"],
    ["Referrer", request.referrer || "none sent"],
    ["Took", request.latencyMs > 0 ? formatMilliseconds(request.latencyMs) : "not measured"],
    ["Size", `${formatBytes(request.bytesIn)} received, ${formatBytes(request.bytesOut)} sent`],
    [
      "Stands for",
      request.weight === 1
        ? "this call alone"
        : `${formatExact(request.weight)} calls refused alike in this minute`,
    ],
  ];
  return (
    <div className="grid gap-5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2 text-sm [&_dt]:text-ink-muted">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <DecisionTrace request={request} productNames={productNames} />
    </div>
  );
}
