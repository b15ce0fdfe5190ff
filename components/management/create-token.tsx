"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { lazyPart } from "@/components/ui/lazy-part";
import type { ActionResult } from "@/lib/actions/result";
import type { TokenWish } from "./create-token-form";
import { NewToken } from "./new-token";

// The form and what checks it come when somebody goes for the button.
const form = lazyPart(() => import("./create-token-form"));

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
  const part = form.use(open);
  const change = (next: boolean) => {
    setOpen(next);
    if (token !== undefined) router.refresh();
    // Nobody finds it here later.
    setToken(undefined);
  };
  return (
    <>
      <Button variant="primary" onPointerEnter={form.load} onFocus={form.load} onClick={() => change(true)}>
        <Plus aria-hidden="true" className="size-4" />
        Create token
      </Button>
      <Dialog open={open} onOpenChange={change}>
        {open && token === undefined && part !== null ? (
          <part.CreateTokenForm create={(wish) => create(orgSlug, wish)} onCreated={setToken} />
        ) : null}
        {open && token !== undefined ? <NewToken token={token} apiUrl={apiUrl} /> : null}
      </Dialog>
    </>
  );
}
