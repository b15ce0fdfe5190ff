"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/result";
import type { SecretState } from "@/lib/upstreams/list";
import type { UpstreamRef } from "@/lib/upstreams/schemas";
import { type Shown, ShownSecret } from "./shown-secret";

type Change<T> = (input: UpstreamRef) => Promise<ActionResult<T>>;

type SigningSecretsProps = {
  upstreamId: string;
  secrets: readonly SecretState[];
  prepare: Change<Shown>;
  signWithNext: Change<null>;
  discard: Change<null>;
};

const STATES = {
  waiting: { tone: "info", words: "Waits for the upstream to learn it" },
  signing: { tone: "ok", words: "Signs every call" },
  ending: { tone: "idle", words: "Signs no more" },
} as const satisfies Record<SecretState["state"], { tone: BadgeTone; words: string }>;

/** The secrets calls to an upstream are signed with, and their rotation in two steps. */
export function SigningSecrets({ upstreamId, secrets, prepare, signWithNext, discard }: SigningSecretsProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [shown, setShown] = useState<Shown>();
  const [asked, setAsked] = useState<"switch" | "discard">();
  const isWaiting = secrets.some(({ state }) => state === "waiting");
  const start = () =>
    startTransition(async () => {
      const result = await prepare({ upstreamId });
      if (result.ok) setShown(result.data);
      else notify.failed(result.error);
    });
  const confirm = async () => {
    const result = await (asked === "switch" ? signWithNext : discard)({ upstreamId });
    if (!result.ok) return result.error.message;
    notify.done(asked === "switch" ? "The edge signs with the new secret" : "Next secret discarded");
    router.refresh();
    return undefined;
  };
  return (
    <Card>
      <CardHeader
        title="Signing secrets"
        description="The edge signs every call to this upstream, so that it need not trust the network."
        actions={
          isWaiting ? null : (
            <Button size="sm" pending={pending} onClick={start}>
              Rotate secret
            </Button>
          )
        }
      />
      <ul className="divide-y divide-line border-line border-t">
        {secrets.map(({ kid, state, createdAt, signsFrom, endsAt }) => (
          <li key={kid} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3">
            <div className="grid min-w-0 gap-0.5">
              <span className="break-all font-mono text-sm">{kid}</span>
              <span className="text-ink-muted text-sm">
                {state === "waiting" ? (
                  <>
                    Made <RelativeTime at={createdAt} isPast />
                  </>
                ) : (
                  <>
                    Signed since <RelativeTime at={signsFrom} isPast />
                    {endsAt === null ? null : (
                      <>
                        ; the upstream can forget it <RelativeTime at={endsAt} />
                      </>
                    )}
                  </>
                )}
              </span>
            </div>
            <Badge tone={STATES[state].tone}>{STATES[state].words}</Badge>
          </li>
        ))}
      </ul>
      {isWaiting ? (
        <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t px-5 py-4">
          <p className="min-w-0 flex-1 basis-64 text-ink-muted">
            Does the upstream know the next secret? Then every edge can sign with it, within a second.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button variant="ghost" onClick={() => setAsked("discard")}>
              Discard it
            </Button>
            <Button variant="primary" onClick={() => setAsked("switch")}>
              Sign with it
            </Button>
          </div>
        </div>
      ) : null}
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title={asked === "switch" ? "Sign with the next secret?" : "Discard the next secret?"}
        confirmLabel={asked === "switch" ? "Sign with it" : "Discard secret"}
        onConfirm={confirm}
      >
        {asked === "switch" ? (
          <p>
            An upstream that does not know it yet refuses every call. Calls on their way are still signed with
            the old one: let the upstream accept both for five minutes.
          </p>
        ) : (
          <p>Nothing was signed with it. You can make another one at any time.</p>
        )}
      </ConfirmDialog>
      <Dialog
        open={shown !== undefined}
        onOpenChange={(open) => {
          if (open) return;
          setShown(undefined);
          router.refresh();
        }}
      >
        {shown === undefined ? null : <ShownSecret shown={shown} isFirst={false} />}
      </Dialog>
    </Card>
  );
}
