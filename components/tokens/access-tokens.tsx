"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { lazyPart } from "@/components/ui/lazy-part";
import { TextLink } from "@/components/ui/text-link";
import type { MintTokenDialogProps } from "./mint-token-dialog";
import { tokenRequest } from "./token-snippets";

const minting = lazyPart(() => import("./mint-token-dialog"));

type AccessTokensProps = MintTokenDialogProps & {
  /** Why nobody can mint one here now; null when the viewer can. */
  whyNot: string | null;
};

/** How a program trades this key for short-lived tokens, and a button that gives one to try. */
export function AccessTokens({ whyNot, ...mint }: AccessTokensProps) {
  const [isOpen, setOpen] = useState(false);
  const part = minting.use(isOpen);
  return (
    <Card aria-label="Access tokens">
      <CardHeader
        title="Access tokens"
        description={
          <>
            For programs that should not carry the secret: a token lives 15 minutes, may do less than its key,
            and ends with it. <TextLink href="/docs/tokens">How tokens work</TextLink>
          </>
        }
        actions={
          whyNot === null ? (
            <Button onPointerEnter={minting.load} onFocus={minting.load} onClick={() => setOpen(true)}>
              Mint a test token
            </Button>
          ) : null
        }
      />
      <CardBody className="grid grid-cols-1 gap-3">
        {whyNot === null ? null : <p className="text-ink-muted">{whyNot}</p>}
        <CodeBlock label="curl command" code={tokenRequest(mint.edgeUrl, mint.keyId, [])} />
      </CardBody>
      {part === null ? null : <part.MintTokenDialog open={isOpen} onOpenChange={setOpen} {...mint} />}
    </Card>
  );
}
