"use client";

import { useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { CodeInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { refusalWords } from "../refusal-words";
import { ConfirmApp } from "./confirm-app";
import { RecoveryCodes } from "./recovery-codes";

type SetUp = { secret: string; uri: string };

export type SetUpActions = {
  begin: () => Promise<ActionResult<SetUp>>;
  confirm: (input: CodeInput) => Promise<ActionResult<{ recoveryCodes: string[] }>>;
};

type SecondFactorSetUpProps = SetUpActions & {
  /** Where the person goes afterwards: a path on this site. */
  destination: string;
};

/** Three steps: what it is, the app and its first code, the recovery codes. */
export function SecondFactorSetUp({ begin, confirm, destination }: SecondFactorSetUpProps) {
  const [setUp, setSetUp] = useState<SetUp>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [failure, setFailure] = useState<string>();
  const [pending, setPending] = useState(false);
  const start = async () => {
    setPending(true);
    const result = await steppingUp(begin)();
    setPending(false);
    if (result.ok) setSetUp(result.data);
    else setFailure(refusalWords(result.error));
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={() => window.location.assign(destination)} />;
  if (setUp) return <ConfirmApp {...setUp} confirm={steppingUp(confirm)} onConfirmed={setCodes} />;
  return (
    <div className="grid gap-4">
      {failure ? <Banner tone="danger" title={failure} /> : null}
      <p className="max-w-prose">
        You need an authenticator app on your phone or in your password manager, such as 1Password, Aegis,
        Google Authenticator or Microsoft Authenticator. It shows a new six-digit code every 30 seconds, and
        signing in asks for it after your password.
      </p>
      <div>
        <Button variant="primary" pending={pending} onClick={() => void start()}>
          Set up authenticator app
        </Button>
      </div>
    </div>
  );
}
