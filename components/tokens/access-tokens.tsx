"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { MintTokenDialog, type MintTokenDialogProps } from "./mint-token-dialog";
import { tokenRequest } from "./token-snippets";

type AccessTokensProps = MintTokenDialogProps & {
  /** Why nobody can mint one here now; null when the viewer can. */
  whyNot: string | null;
};

/** How a program trades this key for short-lived tokens, and a button that gives one to try. */
export function AccessTokens({ whyNot, ...mint }: AccessTokensProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card aria-label="Access tokens">
      <CardHeader
        title="Access tokens"
        description={
          <>
            For programs that should not carry the secret: a token lives 15 minutes, may do less than its key,
            and ends with it.{" "}
            <Link className="text-accent-ink underline underline-offset-4" href="/docs/tokens">
              How tokens work
            </Link>
          </>
        }
        actions={whyNot === null ? <Button onClick={() => setOpen(true)}>Mint a test token</Button> : null}
      />
      <CardBody className="grid grid-cols-1 gap-3">
        {whyNot === null ? null : <p className="text-ink-muted">{whyNot}</p>}
        <CodeBlock label="curl command" code={tokenRequest(mint.edgeUrl, mint.keyId, [])} />
      </CardBody>
      <MintTokenDialog open={isOpen} onOpenChange={setOpen} {...mint} />
    </Card>
  );
}
