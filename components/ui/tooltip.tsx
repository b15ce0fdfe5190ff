"use client";

import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";
import { cn } from "./cn";

type TooltipProps = {
  content: ReactNode;
  /** One element that can hold the keyboard focus. */
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
};

/** A few words on hover and focus. Never the only place where something is said. */
export function Tooltip({ content, children, side = "top", className, ...state }: TooltipProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-pop",
            "data-[state=delayed-open]:animate-fade-in",
            className,
          )}
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Once, around the whole app: after the first tooltip the next ones open without delay. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={350}>{children}</Radix.Provider>;
}
