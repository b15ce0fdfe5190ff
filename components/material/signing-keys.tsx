"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/result";
import type { MaterialOverview } from "@/lib/material/overview-schema";

type SigningKeysProps = {
  keys: MaterialOverview["tokenKeys"];
  rotate: (input: { endsAll: boolean; reason: string }) => Promise<ActionResult<{ kid: string }>>;
};

const STATES: Readonly<
  Record<MaterialOverview["tokenKeys"][number]["state"], { tone: BadgeTone; label: string }>
> = {
  next: { tone: "info", label: "Signs in a moment" },
  signs: { tone: "ok", label: "Signs" },
  leaving: { tone: "ok", label: "Signs for a moment more" },
  believed: { tone: "idle", label: "Believed until its tokens have ended" },
  retired: { tone: "idle", label: "Retired" },
};

/** The keys that sign access tokens, and the ways to replace them. */
export function SigningKeys({ keys, rotate }: SigningKeysProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"rotate" | "end" | null>(null);
  const replace = async (endsAll: boolean) => {
    const result = await steppingUp(rotate)({ endsAll, reason: "" });
    if (!result.ok) return result.error.message;
    notify.done(endsAll ? "Every access token has ended" : "A new key signs in ten seconds");
    router.refresh();
    return undefined;
  };
  return (
    <Card>
      <CardHeader
        title="Token-signing keys"
        description="Sign the access tokens that programs get for a key. Their public halves are at /.well-known/jwks.json."
        actions={
          <>
            <Button size="sm" onClick={() => setAsked("rotate")}>
              Rotate signing key
            </Button>
            {keys.length === 0 ? null : (
              <Button size="sm" onClick={() => setAsked("end")}>
                End all tokens
              </Button>
            )}
          </>
        }
      />
      <CardBody>
        {keys.length === 0 ? (
          <p className="text-ink-muted">
            No token has been asked for yet; the first key is made with the first one.
          </p>
        ) : (
          <ul className="grid gap-2 text-sm">
            {keys.map(({ id, createdAt, state }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <span className="min-w-0">
                  <span className="font-mono break-all">{id}</span>{" "}
                  <span className="text-ink-muted">
                    made <RelativeTime at={createdAt} isPast />
                  </span>
                </span>
                <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
      <ConfirmDialog
        open={asked === "rotate"}
        onOpenChange={(open) => setAsked(open ? "rotate" : null)}
        title="Rotate the key that signs access tokens?"
        confirmLabel="Rotate signing key"
        onConfirm={() => replace(false)}
      >
        <p>
          A new key signs in ten seconds, when every edge knows it. Tokens of the former one work until they
          end.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === "end"}
        onOpenChange={(open) => setAsked(open ? "end" : null)}
        title="End every access token at once?"
        confirmLabel="End all tokens"
        tone="danger"
        typeToConfirm="end all tokens"
        onConfirm={() => replace(true)}
      >
        <p>
          For a signing key that leaked. The keys that sign now are dropped, and every program of every
          customer has to ask for a new token. Calls with a token are refused until it has.
        </p>
      </ConfirmDialog>
    </Card>
  );
}
