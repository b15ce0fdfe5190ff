"use client";

import { useId, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { ActionError, ActionResult } from "@/lib/actions/result";
import type { TestToken } from "@/lib/tokens/mint-test";
import type { MintTestTokenInput } from "@/lib/tokens/schemas";
import { MintedToken } from "./minted-token";
import { scopeParts, wholeScope } from "./scope-choice";
import { ScopeFields } from "./scope-fields";

/** The page's action that mints a token after a click and leaves an audit row. */
export type MintTestTokenAction = (
  orgSlug: string,
  input: MintTestTokenInput,
) => Promise<ActionResult<TestToken>>;

export type MintTokenDialogProps = {
  orgSlug: string;
  keyId: string;
  products: readonly { slug: string; name: string }[];
  access: "read" | "write";
  /** Where clients reach the edge, without trailing slash. */
  edgeUrl: string;
  mintAction: MintTestTokenAction;
};

export function MintTokenDialog({
  open,
  onOpenChange,
  ...rest
}: MintTokenDialogProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open ? <Minting {...rest} /> : null}
    </Dialog>
  );
}

function Minting({ orgSlug, keyId, products, access, edgeUrl, mintAction }: MintTokenDialogProps) {
  const formId = useId();
  const slugs = products.map(({ slug }) => slug);
  const [choice, setChoice] = useState(() => wholeScope(slugs, access));
  const [minted, setMinted] = useState<TestToken>();
  const [failure, setFailure] = useState<ActionError>();
  const [pending, startTransition] = useTransition();
  const scope = scopeParts(choice, slugs);
  const mint = () =>
    startTransition(async () => {
      const result = await mintAction(orgSlug, { keyId, scope });
      setFailure(result.ok ? undefined : result.error);
      setMinted(result.ok ? result.data : undefined);
    });

  if (minted) {
    return (
      <DialogContent
        title="Your test token"
        description="It is stored nowhere: once this is closed, nobody can show it again."
        size="lg"
        footer={
          <>
            <Button onClick={() => setMinted(undefined)}>Mint another</Button>
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </>
        }
      >
        <MintedToken minted={minted} edgeUrl={edgeUrl} />
      </DialogContent>
    );
  }
  const scopeError = failure?.fields?.scope?.join(" ");
  return (
    <DialogContent
      title="Mint a test token"
      description="It lives 15 minutes at most and counts against this key. Minting is audited."
      locked={pending}
      footer={
        <>
          <DialogClose asChild>
            <Button disabled={pending}>Cancel</Button>
          </DialogClose>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={pending}
            disabled={scope.length === 0}
          >
            Mint token
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid grid-cols-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (scope.length > 0) mint();
        }}
      >
        <ScopeFields
          products={products}
          access={access}
          choice={choice}
          onChange={setChoice}
          error={scope.length === 0 ? "Choose at least one product." : scopeError}
        />
        <div aria-live="assertive" className="not-empty:mt-4">
          {failure && !scopeError ? (
            <Banner tone="danger" title={failure.message}>
              <span className="text-sm">Request ID {failure.requestId}</span>
            </Banner>
          ) : null}
        </div>
      </form>
    </DialogContent>
  );
}
