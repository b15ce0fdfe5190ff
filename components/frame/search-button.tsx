"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { Role } from "@/lib/members/permissions";

// cmdk and the query for keys come with the first opening, not with every page.
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});

type SearchButtonProps = {
  orgSlug: string;
  role: Role;
  mayCreateKey: boolean;
  orgs: readonly { slug: string; name: string }[];
};

/** ⌘K or Ctrl+K from anywhere in an organization. */
export function SearchButton(props: SearchButtonProps) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <Button
        aria-label="Search"
        aria-keyshortcuts="Meta+K Control+K"
        aria-haspopup="dialog"
        onPointerEnter={() => setWanted(true)}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
        className="touch-area w-8 px-0 text-ink-muted sm:w-56 sm:justify-start sm:px-2.5"
      >
        <Search aria-hidden="true" />
        <span className="hidden flex-1 text-left font-normal sm:inline">Search</span>
        <ShortcutHint />
      </Button>
      {wanted ? <CommandPalette open={open} onOpenChange={setOpen} {...props} /> : null}
    </>
  );
}

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

function ShortcutHint() {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return (
    <Kbd aria-hidden="true" className="hidden w-12 sm:inline-flex">
      {apple ? "⌘ K" : "Ctrl K"}
    </Kbd>
  );
}
