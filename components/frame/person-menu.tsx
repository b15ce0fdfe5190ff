"use client";

import { CircleUser, LogOut, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTransition } from "react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { Spinner } from "@/components/ui/spinner";
import type { ActionResult } from "@/lib/actions/result";

type PersonMenuProps = {
  person: { name: string; email: string };
  /** Offers the way into the staff console. */
  isStaff?: boolean;
  /** Ends the session and goes to sign-in. */
  signOut: () => Promise<ActionResult<unknown> | undefined>;
};

export function PersonMenu({ person, isStaff = false, signOut }: PersonMenuProps) {
  const [pending, startTransition] = useTransition();
  return (
    <Menu>
      <MenuTrigger
        aria-label={`${person.name}: account and sign out`}
        className="touch-area grid size-8 shrink-0 place-items-center rounded-full border border-line bg-surface text-xs font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        {pending ? <Spinner label="Signing out" /> : initialsOf(person.name)}
      </MenuTrigger>
      <MenuContent className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{person.name}</p>
          <p className="truncate text-sm text-ink-muted">{person.email}</p>
        </div>
        <MenuSeparator />
        {isStaff ? (
          <MenuItem asChild>
            <Link prefetch={false} href="/staff">
              <ShieldCheck aria-hidden="true" className="text-ink-muted" />
              Staff console
            </Link>
          </MenuItem>
        ) : null}
        <MenuItem asChild>
          <Link prefetch={false} href="/account">
            <CircleUser aria-hidden="true" className="text-ink-muted" />
            Account
          </Link>
        </MenuItem>
        <MenuItem
          icon={LogOut}
          onSelect={() =>
            startTransition(async () => {
              const result = await signOut();
              if (result?.ok === false) notify.failed(result.error);
            })
          }
        >
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
