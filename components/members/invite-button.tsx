"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { lazyPart } from "@/components/ui/lazy-part";
import type { Role } from "@/lib/members/permissions";
import type { MemberActions } from "./member-actions";

// The form and what checks it come when somebody goes for the button.
const form = lazyPart(() => import("./invite-form"));

type InviteButtonProps = { orgSlug: string; myRole: Role; invite: MemberActions["invite"] };

/** Asks whom to invite, and as what. */
export function InviteButton(props: InviteButtonProps) {
  const [open, setOpen] = useState(false);
  const part = form.use(open);
  return (
    <>
      <Button variant="primary" onPointerEnter={form.load} onFocus={form.load} onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        Invite member
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open && part !== null ? <part.InviteForm {...props} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}
