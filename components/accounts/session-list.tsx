"use client";

import { useState, useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/result";
import { describeBrowser } from "./describe-browser";

export type SessionRow = {
  id: string;
  ip: string;
  userAgent: string;
  createdAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
};

type SessionListProps = {
  sessions: readonly SessionRow[];
  end: (input: { sessionId: string }) => Promise<ActionResult<null>>;
  endOthers: () => Promise<ActionResult<{ ended: number }>>;
};

export function SessionList({ sessions, end, endOthers }: SessionListProps) {
  const [pending, startTransition] = useTransition();
  const [ending, setEnding] = useState<string>();
  const run = (what: string, done: string, work: () => Promise<ActionResult<unknown>>) => {
    setEnding(what);
    startTransition(async () => {
      const result = await work();
      if (result.ok) notify.done(done);
      else notify.failed(result.error);
    });
  };
  return (
    <div className="grid gap-4">
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0 flex-1 basis-56">
              <p className="flex flex-wrap items-center gap-x-3">
                <span className="font-medium">{describeBrowser(session.userAgent)}</span>
                {session.isCurrent ? <Badge tone="ok">This session</Badge> : null}
              </p>
              <p className="text-sm text-ink-muted">
                <span className="font-mono text-xs break-all">{session.ip}</span> · signed in{" "}
                <RelativeTime at={session.createdAt} /> · last used <RelativeTime at={session.lastSeenAt} />
              </p>
            </div>
            {session.isCurrent ? null : (
              <Button
                size="sm"
                aria-label={`End session: ${describeBrowser(session.userAgent)}, ${session.ip}`}
                pending={pending && ending === session.id}
                disabled={pending}
                onClick={() => run(session.id, "Session ended", () => end({ sessionId: session.id }))}
              >
                End session
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <div>
          <Button
            pending={pending && ending === "others"}
            disabled={pending}
            onClick={() => run("others", "All other sessions ended", endOthers)}
          >
            End all other sessions
          </Button>
        </div>
      ) : null}
    </div>
  );
}
