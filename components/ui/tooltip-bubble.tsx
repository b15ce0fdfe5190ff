"use client";

import * as Radix from "radix-ui/tooltip";
import type { ReactNode, RefObject } from "react";
import { cn } from "./cn";
import { StandIn } from "./opener";

type TooltipBubbleProps = {
  id: string;
  /** What it is about. */
  owner: RefObject<HTMLElement | null>;
  side: "top" | "right" | "bottom" | "left";
  isDelayed: boolean;
  /** Escape, scrolling, another tooltip, or the pointer went elsewhere. */
  onClose: () => void;
  className: string | undefined;
  children: ReactNode;
};

/** An open tooltip: comes with the first one that somebody waits for. */
export function TooltipBubble({
  id,
  owner,
  side,
  isDelayed,
  onClose,
  className,
  children,
}: TooltipBubbleProps) {
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={(open) => (open ? null : onClose())}>
        <Radix.Trigger asChild>
          <StandIn button={owner} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            id={id}
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className={cn(
              "z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-pop",
              isDelayed && "animate-fade-in",
              className,
            )}
          >
            {children}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
