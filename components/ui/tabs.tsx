"use client";

import * as Radix from "radix-ui/tabs";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Radix.Root;
export const TabPanel = Radix.Content;

/** Give it an `aria-label`. */
export function TabList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List className={cn("flex gap-4 overflow-x-auto border-b border-line", className)} {...rest} />
  );
}

export function Tab({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        "-mb-px h-9 shrink-0 border-b-2 border-transparent text-base text-ink-muted transition-colors hover:text-ink",
        "data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink",
        "focus-visible:-outline-offset-2",
        className,
      )}
      {...rest}
    />
  );
}
