"use client";

import { Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ExampleCall } from "./example-calls";
import { type CallResult, runCall } from "./run-call";
import { RunResult } from "./run-result";

type RunPanelProps = {
  call: ExampleCall;
  /** Fetches the secret; called by the click only, and the secret is forgotten when the answer is there. */
  secret: () => Promise<string>;
  analyticsHref: string;
};

type Run =
  | { phase: "idle" }
  | { phase: "running" }
  | { phase: "done"; result: CallResult }
  | { phase: "failed"; reason: string };

/** Makes the call from this browser and shows what came back. It counts like any other call. */
export function RunPanel({ call, secret, analyticsHref }: RunPanelProps) {
  const [run, setRun] = useState<Run>({ phase: "idle" });
  const aborter = useRef<AbortController>(undefined);
  useEffect(() => () => aborter.current?.abort(), []);

  const start = async () => {
    aborter.current?.abort();
    const mine = new AbortController();
    aborter.current = mine;
    setRun({ phase: "running" });
    try {
      const result = await runCall(call.path, await secret(), mine.signal);
      if (!mine.signal.aborted) setRun({ phase: "done", result });
    } catch (error) {
      if (mine.signal.aborted) return;
      const reason = error instanceof TypeError ? UNREACHABLE : String((error as Error).message);
      setRun({ phase: "failed", reason });
    }
  };

  return (
    <div className="grid grid-cols-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button variant="primary" pending={run.phase === "running"} onClick={() => void start()}>
          <Play aria-hidden="true" />
          Run call
        </Button>
        <p className="text-sm text-ink-muted">
          A real call from this browser with your key. It counts, and fetching the secret is audited.
        </p>
      </div>
      <div aria-live="polite" className="not-empty:mt-3">
        {run.phase === "done" ? <RunResult result={run.result} analyticsHref={analyticsHref} /> : null}
        {run.phase === "failed" ? (
          <Banner tone="danger" title="The call was not made">
            {run.reason}
          </Banner>
        ) : null}
      </div>
    </div>
  );
}

const UNREACHABLE = "The edge did not answer. Check that you are online, then run the call again.";
