"use client";

import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { controlClass } from "@/components/ui/control-class";
import { PopoverTrigger } from "@/components/ui/popover";

type KeySearchTriggerProps = Omit<ComponentProps<typeof PopoverTrigger>, "children"> & {
  /** Nothing is chosen. */
  isEmpty: boolean;
  children: ReactNode;
};

/** What opens a choice of keys, and says what is chosen. */
export function KeySearchTrigger({ isEmpty, className, children, ...rest }: KeySearchTriggerProps) {
  return (
    <PopoverTrigger
      className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left", className)}
      {...rest}
    >
      <span className={cn("truncate", isEmpty && "text-ink-faint")}>{children}</span>
      <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
    </PopoverTrigger>
  );
}
