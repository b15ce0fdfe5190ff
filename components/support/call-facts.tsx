import type { ReactNode } from "react";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CallReport } from "@/lib/support/call-report";

type Kept = Exclude<CallReport, { kind: "not_kept" }>;

/** The whole decision about one call, as it is kept. */
export function CallFacts({ report }: { report: Kept }) {
  const { call } = report;
  const facts: [string, ReactNode][] = [
    ["When", <RelativeTime key="at" at={call.at} isPast />],
    ["Call", <code key="call" className="font-mono text-xs">{`${call.method} ${call.endpoint}`}</code>],
    ["Answer", call.status === 0 ? "None: the process died before it could answer" : String(call.status)],
    ["Saw", call.saw],
    ["Rule", call.rule],
    ["From", [call.ip, call.country].filter(Boolean).join(", ")],
    ["User agent", call.agent],
    ["Came from", call.referrer],
    ...(report.kind === "customer" ? customerFacts(report) : []),
    [
      "Stands for",
      call.weight > 1 ? `${call.weight.toLocaleString("en-US")} calls alike in that minute` : "",
    ],
  ];
  return (
    <Facts>
      {facts
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className="wrap-anywhere">{value}</span>
          </Fact>
        ))}
    </Facts>
  );
}

function customerFacts({
  call,
  product,
  endpointClass,
}: Extract<Kept, { kind: "customer" }>): [string, ReactNode][] {
  return [
    ["Product", [product, endpointClass].filter((part) => part !== null).join(", ")],
    ["Observed only", call.observed.join(", ")],
    ["Access token", call.tokenId],
    ["Latency", `${call.latencyMs.toFixed(1)} ms`],
    ["Bytes in, out", `${call.bytesIn.toLocaleString("en-US")}, ${call.bytesOut.toLocaleString("en-US")}`],
  ];
}
