"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command, defaultFilter } from "cmdk";
import { ArrowLeftRight, BookOpen, CircleUser, KeyRound, Moon, Plus, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useDeferredValue, useState } from "react";
import { StatusBadge } from "@/components/keys/status-badge";
import { CommandGroup, CommandInput, CommandItem } from "@/components/ui/command-list";
import { QueryProvider } from "@/components/usage/query-provider";
import type { Role } from "@/lib/members/permissions";
import { paletteKeysQuery } from "./palette-keys";
import { PalettePanel } from "./palette-panel";
import { placeHref, placesFor } from "./places";

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  orgSlug: string;
  role: Role;
  mayCreateKey: boolean;
  orgs: readonly { slug: string; name: string }[];
};

/** Keys by name or ID, pages, actions. */
export function CommandPalette(props: CommandPaletteProps) {
  return (
    <QueryProvider>
      <Palette {...props} />
    </QueryProvider>
  );
}

function Palette({ open, onOpenChange, orgSlug, role, mayCreateKey, orgs }: CommandPaletteProps) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(search.trim());
  const keys = useQuery({ ...paletteKeysQuery(orgSlug, asked), placeholderData: keepPreviousData });
  const found = asked === "" ? [] : (keys.data ?? []);
  const close = (next: boolean) => {
    onOpenChange(next);
    if (!next) setSearch("");
  };
  const go = (href: string) => () => {
    close(false);
    router.push(href);
  };
  const other = resolvedTheme === "dark" ? "light" : "dark";
  return (
    <PalettePanel open={open} onOpenChange={close}>
      <Command label="Search" loop filter={score}>
        <CommandInput
          value={search}
          onValueChange={setSearch}
          placeholder="A key's name or ID, a page, an action"
          className="h-12"
        />
        <Command.List className="h-80 max-h-[60dvh] overflow-y-auto py-1">
          <Command.Empty className="px-4 py-8 text-center text-ink-muted">
            {keys.isFetching ? "Searching…" : "Nothing matches. Keys are found by name or ID."}
          </Command.Empty>
          {keys.isError ? (
            <p role="status" className="px-3 py-2 text-sm text-danger-ink">
              Keys cannot be searched right now. Pages and actions still work.
            </p>
          ) : null}
          {found.length > 0 ? (
            <CommandGroup heading="Keys">
              {found.map((key) => (
                <CommandItem key={key.id} value={key.id} onSelect={go(placeHref(orgSlug, `keys/${key.id}`))}>
                  <KeyRound aria-hidden="true" className="text-ink-muted" />
                  <span className="min-w-0 flex-1 truncate">{key.name}</span>
                  <span className="font-mono text-xs text-ink-muted max-sm:hidden">{key.preview}</span>
                  <span className="w-32 text-right">
                    <StatusBadge status={key.status} />
                  </span>
                </CommandItem>
              ))}
            </CommandGroup>
          ) : null}
          <CommandGroup heading="Pages">
            {placesFor(role).map(({ segment, label, icon: Icon, keywords }) => (
              <CommandItem
                key={segment}
                value={label}
                keywords={keywords}
                onSelect={go(placeHref(orgSlug, segment))}
              >
                <Icon aria-hidden="true" className="text-ink-muted" />
                {label}
              </CommandItem>
            ))}
            <CommandItem value="Docs" keywords={["help", "errors", "quickstart"]} onSelect={go("/docs")}>
              <BookOpen aria-hidden="true" className="text-ink-muted" />
              Docs
            </CommandItem>
            <CommandItem value="Account" keywords={["password", "sessions"]} onSelect={go("/account")}>
              <CircleUser aria-hidden="true" className="text-ink-muted" />
              Account
            </CommandItem>
          </CommandGroup>
          <CommandGroup heading="Actions">
            {mayCreateKey ? (
              <CommandItem
                value="Create key"
                keywords={["new", "add"]}
                onSelect={go(placeHref(orgSlug, "keys/new"))}
              >
                <Plus aria-hidden="true" className="text-ink-muted" />
                Create key
              </CommandItem>
            ) : null}
            <CommandItem
              value={`Use ${other} theme`}
              keywords={["dark", "light", "appearance"]}
              onSelect={() => {
                setTheme(other);
                close(false);
              }}
            >
              {other === "dark" ? (
                <Moon aria-hidden="true" className="text-ink-muted" />
              ) : (
                <Sun aria-hidden="true" className="text-ink-muted" />
              )}
              Use {other} theme
            </CommandItem>
            {orgs
              .filter((org) => org.slug !== orgSlug)
              .map((org) => (
                <CommandItem
                  key={org.slug}
                  value={`Switch to ${org.name} ${org.slug}`}
                  onSelect={go(placeHref(org.slug, "keys"))}
                >
                  <ArrowLeftRight aria-hidden="true" className="text-ink-muted" />
                  Switch to {org.name}
                </CommandItem>
              ))}
          </CommandGroup>
        </Command.List>
      </Command>
    </PalettePanel>
  );
}

/** Keys come found from the server and stay first; the rest is matched here. */
function score(value: string, search: string, keywords?: string[]): number {
  return value.startsWith("key_") ? 1 : 0.99 * defaultFilter(value, search, keywords);
}
