"use client";

import * as Radix from "radix-ui/popover";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { popClass } from "./pop-class";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

/** Give it an `aria-label`: it is a dialog. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        className={cn(popClass, "max-h-(--radix-popover-content-available-height)", className)}
        {...rest}
      />
    </Radix.Portal>
  );
}
