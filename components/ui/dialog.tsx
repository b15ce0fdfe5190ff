"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useRef } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

export const Dialog = Radix.Root;
/** Use with `asChild` around the button that leaves without acting. */
export const DialogClose = Radix.Close;

type DialogContentProps = {
  title: ReactNode;
  /** One sentence below the title; also read out when the dialog opens. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  className?: string;
  /** Work is under way: Escape and the scrim do not close. */
  locked?: boolean;
  /** Shows what is shown once: Escape and the scrim do not close, buttons do. */
  keepsOpen?: boolean;
};

/** A decision. For work take a page, for a glance a `Drawer`. */
export function DialogContent({
  title,
  description,
  children,
  footer,
  size = "md",
  className,
  locked = false,
  keepsOpen = false,
}: DialogContentProps) {
  const openerId = useRef<string | null>(null);
  const hold = (event: Event) => {
    if (locked || keepsOpen) event.preventDefault();
  };
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 grid animate-fade-in place-items-center overflow-y-auto bg-scrim p-4 sm:p-8">
        <Radix.Content
          {...(!description && { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            openerId.current = menuTriggerId();
          }}
          onCloseAutoFocus={(event) => {
            const opener = openerId.current === null ? null : document.getElementById(openerId.current);
            if (opener === null) return;
            event.preventDefault();
            opener.focus();
          }}
          onEscapeKeyDown={hold}
          onInteractOutside={hold}
          className={cn(
            "relative w-full animate-pop-in rounded-xl bg-raised shadow-pop outline-none",
            { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-2xl" }[size],
            className,
          )}
        >
          <div className="px-5 pt-5 pr-14">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description ? (
              <Radix.Description className="mt-1 text-ink-muted">{description}</Radix.Description>
            ) : null}
          </div>
          {children ? <div className="px-5 pt-4">{children}</div> : null}
          {footer ? (
            <div className="mt-5 flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">
              {footer}
            </div>
          ) : (
            <div className="h-5" />
          )}
          {/* Last, so that a dialog opens with the focus on what it asks and not on the way out. */}
          <Radix.Close asChild>
            <IconButton
              icon={X}
              label="Close"
              tooltip={false}
              disabled={locked}
              className="absolute top-3.5 right-3.5"
            />
          </Radix.Close>
        </Radix.Content>
      </Radix.Overlay>
    </Radix.Portal>
  );
}

/** A menu's item that opens a dialog is gone when that closes: the focus goes back to the button of the menu. */
function menuTriggerId(): string | null {
  const menu = document.activeElement?.closest("[role=menu]");
  return menu?.getAttribute("aria-labelledby") ?? null;
}
