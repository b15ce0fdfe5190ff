"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

export const Drawer = Radix.Root;
export const DrawerTrigger = Radix.Trigger;

type DrawerContentProps = {
  title: ReactNode;
  /** The title is read out but not drawn. */
  titleHidden?: boolean;
  description?: ReactNode;
  side?: "left" | "right";
  children: ReactNode;
  className?: string;
};

/** A glance at something beside the page. */
export function DrawerContent({
  title,
  titleHidden = false,
  description,
  side = "right",
  children,
  className,
}: DrawerContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
      <Radix.Content
        {...(!description && { "aria-describedby": undefined })}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(28rem,calc(100vw-2.5rem))] flex-col bg-raised shadow-pop outline-none",
          side === "right" ? "right-0 animate-slide-in-right" : "left-0 animate-slide-in-left",
          className,
        )}
      >
        <div className={cn("flex items-start justify-between gap-4 px-5 py-4", titleHidden && "sr-only")}>
          <div>
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description ? (
              <Radix.Description className="mt-1 text-ink-muted">{description}</Radix.Description>
            ) : null}
          </div>
          <Radix.Close asChild>
            <IconButton icon={X} label="Close" tooltip={false} className="-mt-1 -mr-2" />
          </Radix.Close>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
