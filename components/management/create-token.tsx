"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ActionResult } from "@/lib/actions/result";
import { CreateTokenForm, type TokenWish } from "./create-token-form";
import { NewToken } from "./new-token";

type CreateTokenProps = {
  orgSlug: string;
  apiUrl: string;
  create: (orgSlug: string, input: TokenWish) => Promise<ActionResult<{ token: string }>>;
};

/** The button, the form behind it, and the token itself, which is shown here once. */
export function CreateToken({ orgSlug, apiUrl, create }: CreateTokenProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string>();
  const change = (next: boolean) => {
    setOpen(next);
    if (token !== undefined) router.refresh();
    // Nobody finds it here later.
    setToken(undefined);
  };
  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <Plus aria-hidden="true" className="size-4" />
        Create token
      </Button>
      <Dialog open={open} onOpenChange={change}>
        {open && token === undefined ? (
          <CreateTokenForm create={(wish) => create(orgSlug, wish)} onCreated={setToken} />
        ) : null}
        {open && token !== undefined ? <NewToken token={token} apiUrl={apiUrl} /> : null}
      </Dialog>
    </>
  );
}
