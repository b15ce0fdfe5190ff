"use client";

import Link from "next/link";
import { useSyncExternalStore } from "react";
import type { MeteredClient, Traffic } from "./metered-client";

const NOTHING: Traffic = { calls: 0, refused: 0, failed: 0, lastRefusal: null };

/** What this map has asked the edge so far, live. */
export function TrafficLine({ client, analyticsHref }: { client: MeteredClient; analyticsHref: string }) {
  const { calls, refused, failed, lastRefusal } = useSyncExternalStore(
    client.subscribe,
    client.traffic,
    () => NOTHING,
  );
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-1 text-sm">
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        <Count label="Calls made here" value={calls} />
        <Count label="Refused" value={refused} />
        {failed > 0 ? <Count label="Without an answer" value={failed} /> : null}
      </dl>
      {lastRefusal ? (
        <p role="status" className="text-warn-ink">
          Last refusal: {lastRefusal.title}.{" "}
          {lastRefusal.code === "" ? null : (
            <Link
              className="font-mono underline underline-offset-4"
              href={`/docs/errors#${lastRefusal.code}`}
            >
              {lastRefusal.code}
            </Link>
          )}
        </p>
      ) : null}
      <Link className="text-accent-ink underline-offset-4 hover:underline sm:ml-auto" href={analyticsHref}>
        Analytics of this key
      </Link>
    </div>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-muted">{label}</dt>
      <dd className="font-medium tabular-nums">{value.toLocaleString("en")}</dd>
    </div>
  );
}
