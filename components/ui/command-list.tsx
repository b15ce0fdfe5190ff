"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { itemClass } from "./pop-class";

/** The typed-into list shared by the comboboxes and the command palette. */
export function CommandInput({ className, ...rest }: ComponentProps<typeof Command.Input>) {
  return (
    <div className="flex items-center gap-2 border-b border-line px-3">
      <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <Command.Input
        className={cn("h-10 w-full min-w-0 bg-transparent text-base outline-none", className)}
        {...rest}
      />
    </div>
  );
}

export function CommandItem({ className, ...rest }: ComponentProps<typeof Command.Item>) {
  return <Command.Item className={cn(itemClass, className)} {...rest} />;
}

export function CommandGroup({ className, ...rest }: ComponentProps<typeof Command.Group>) {
  return (
    <Command.Group
      className={cn(
        "p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-muted",
        className,
      )}
      {...rest}
    />
  );
}
