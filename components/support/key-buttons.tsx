"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { notify } from "@/components/ui/notify";
import type { KeyStatus } from "@/lib/keys/schemas";
import type { SupportActions } from "./support-actions";
import { TextDialog } from "./text-dialog";

type KeyButtonsProps = {
  subject: { keyId: string; name: string; status: KeyStatus };
  ticket: string;
  /** Names the customer in what is said. */
  orgName: string;
  actions: Pick<SupportActions, "disable" | "enable" | "startLeak">;
};

const REASON = { label: "Reason", max: 400 } as const;

/** What support can do about a customer's key: switch it off and on, and begin a leak procedure. */
export function KeyButtons({ subject: { keyId, name, status }, ticket, orgName, actions }: KeyButtonsProps) {
  const router = useRouter();
  const [shown, setShown] = useState<"switch" | "leak" | null>(null);
  const [isDisabling, setDisabling] = useState(false);
  const isOurs = status === "disabled_by_staff";
  const done = (words: string) => () => {
    notify.done(words);
    router.refresh();
  };
  return (
    <>
      <Button onClick={() => setShown("leak")}>Begin leak procedure</Button>
      <Button variant={isOurs ? "secondary" : "danger"} onClick={() => setShown("switch")}>
        {isOurs ? "Enable key" : "Disable key"}
      </Button>
      {isOurs ? (
        <TextDialog
          open={shown === "switch"}
          onOpenChange={(open) => setShown(open ? "switch" : null)}
          title={`Enable “${name}” again?`}
          confirmLabel="Enable key"
          field={{ ...REASON, help: "The customer reads it in its audit log, with the ticket." }}
          run={(reason) => actions.enable({ keyId, ticket, reason })}
          onDone={done(`Key “${name}” is as the customer left it`)}
        >
          <p>It is then as the customer had left it: enabled, or disabled by {orgName} itself.</p>
        </TextDialog>
      ) : (
        <TextDialog
          open={shown === "switch"}
          onOpenChange={(open) => setShown(open ? "switch" : null)}
          title={`Disable “${name}” of ${orgName}?`}
          confirmLabel="Disable key"
          tone="danger"
          field={{ ...REASON, help: "The customer reads it on the key’s page, with the ticket." }}
          run={(reason) => actions.disable({ keyId, ticket, reason })}
          onDone={done(`Key “${name}” disabled`)}
        >
          <p>
            Every call with it is refused within a second, and nobody of {orgName} can enable it. Staff can,
            and then it works as before.
          </p>
        </TextDialog>
      )}
      <TextDialog
        open={shown === "leak"}
        onOpenChange={(open) => setShown(open ? "leak" : null)}
        title={`Begin a leak procedure for “${name}”?`}
        confirmLabel="Begin leak procedure"
        tone="danger"
        field={{
          label: "Where it was seen",
          max: 400,
          help: "The customer reads it, with the ticket. Never paste the secret.",
        }}
        below={
          isOurs ? null : (
            <Checkbox
              checked={isDisabling}
              onCheckedChange={(checked) => setDisabling(checked === true)}
              label="Disable it at once"
              help="For a key that is being misused now: every call is refused until staff enables it."
            />
          )
        }
        run={(note) => actions.startLeak({ keyId, ticket, note, isDisabled: isDisabling })}
        onDone={done(`${orgName} is told of the leak`)}
      >
        <p>
          Admins of {orgName} and whoever created the key are told by notice and mail, and led to rotating,
          restricting or disabling it.
        </p>
      </TextDialog>
    </>
  );
}
