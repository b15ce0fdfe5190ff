"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { cn } from "@/components/ui/cn";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";

export type FrameOrg = { slug: string; name: string; type: "enterprise" | "self_serve" };

type OrgSwitcherProps = { current: FrameOrg; orgs: readonly FrameOrg[]; collapsed?: boolean };

/** The organization one is in, and a menu of the others. */
export function OrgSwitcher({ current, orgs, collapsed = false }: OrgSwitcherProps) {
  const look = cn(
    "flex w-full min-w-0 items-center gap-2.5 rounded-md p-1.5 text-left",
    collapsed && "justify-center p-0",
  );
  return (
    <Menu>
      <MenuTrigger
        aria-label={`Organization: ${current.name}. Switch`}
        className={cn(look, "transition-colors hover:bg-hover data-[state=open]:bg-hover")}
      >
        <OrgFace org={current} collapsed={collapsed} />
        {collapsed ? null : (
          <ChevronsUpDown aria-hidden="true" className="ml-auto size-4 shrink-0 text-ink-faint" />
        )}
      </MenuTrigger>
      <MenuContent align="start" className="w-60">
        <MenuLabel>Organizations</MenuLabel>
        {orgs.map((org) => (
          <MenuItem key={org.slug} asChild>
            <Link
              prefetch={false}
              href={`/o/${org.slug}/keys`}
              aria-current={org.slug === current.slug ? "true" : undefined}
            >
              <OrgFace org={org} />
              {org.slug === current.slug ? (
                <Check aria-hidden="true" className="ml-auto text-accent-ink" />
              ) : null}
            </Link>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem asChild>
          <Link prefetch={false} href="/new-org">
            <Plus aria-hidden="true" className="mx-1.5 text-ink-muted" />
            Create organization
          </Link>
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function OrgFace({ org, collapsed = false }: { org: FrameOrg; collapsed?: boolean }) {
  return (
    <>
      <span
        aria-hidden="true"
        className="grid size-7 shrink-0 place-items-center rounded-md bg-accent-soft text-sm font-semibold text-accent-ink"
      >
        {[...org.name][0]?.toUpperCase()}
      </span>
      <span className={collapsed ? "sr-only" : "min-w-0 leading-tight"}>
        <span className="block truncate font-medium">{org.name}</span>
        <span className="block truncate text-xs text-ink-muted">{ORG_TYPE_WORDS[org.type]}</span>
      </span>
    </>
  );
}
