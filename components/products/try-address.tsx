"use client";

import { useState, useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/actions/result";
import { baseUrlFault, type TryUpstreamInput } from "@/lib/upstreams/schemas";
import type { Trial } from "@/lib/upstreams/try";

type TryAddressProps = {
  baseUrl: string;
  tryAddress: (input: TryUpstreamInput) => Promise<ActionResult<Trial>>;
};

/** Asks the address once, from the dashboard, before calls depend on it. */
export function TryAddress({ baseUrl, tryAddress }: TryAddressProps) {
  const [pending, startTransition] = useTransition();
  const [told, setTold] = useState<{ of: string; trial: Trial }>();
  const address = baseUrl.trim();
  const ask = () =>
    startTransition(async () => {
      const result = await tryAddress({ baseUrl: address });
      setTold({
        of: address,
        trial: result.ok
          ? result.data
          : { kind: "failed", reason: result.error.fields?.baseUrl?.[0] ?? result.error.message },
      });
    });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button size="sm" pending={pending} disabled={baseUrlFault(address) !== null} onClick={ask}>
        Try this address
      </Button>
      <div role="status" className="min-w-0 flex-1 basis-64 text-sm">
        {told?.of === address ? (
          <Told trial={told.trial} />
        ) : (
          <span className="text-ink-muted">One unsigned GET from the dashboard, without credentials.</span>
        )}
      </div>
    </div>
  );
}

function Told({ trial }: { trial: Trial }) {
  if (trial.kind === "answered") {
    return (
      <Badge tone="ok" className="whitespace-normal">
        It answered {trial.status} after {trial.tookMs} ms
        {trial.address === null ? "" : ` from ${trial.address}`}.
      </Badge>
    );
  }
  return (
    <Badge tone={trial.kind === "refused" ? "danger" : "warn"} className="whitespace-normal">
      {trial.reason}
    </Badge>
  );
}
