"use client";

import { X } from "lucide-react";
import type * as Radix from "radix-ui/dialog";
import { type ComponentProps, createContext, type ReactNode, useContext } from "react";
import { cn } from "./cn";
import { dialogPart, useFocusBack } from "./dialog-part";
import { IconButton } from "./icon-button";
import { type Opener, type OpenState, useOpener } from "./opener";

type DialogState = Opener & { focusBack: ReturnType<typeof useFocusBack> };

const DialogContext = createContext<DialogState | null>(null);

export function Dialog({ children, ...state }: OpenState & { children: ReactNode }) {
  const dialog = useOpener(state);
  // At once, not when what it asks is here.
  dialogPart.use(dialog.isOpen);
  const focusBack = useFocusBack(dialog.button);
  return <DialogContext value={{ ...dialog, focusBack }}>{children}</DialogContext>;
}

/** Use with `asChild` around the button that leaves without acting. */
export function DialogClose(props: ComponentProps<typeof Radix.Close>) {
  const { Close } = dialogPart.get();
  return <Close {...props} />;
}

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
  const dialog = useContext(DialogContext);
  if (dialog === null) throw new Error("The content of a dialog needs a Dialog above it.");
  const part = dialogPart.use(dialog.isOpen);
  const hold = (event: Event) => {
    if (locked || keepsOpen) event.preventDefault();
  };
  if (part === null) return null;
  return (
    <part.Root open={dialog.isOpen} onOpenChange={dialog.setOpen}>
      <part.Portal>
        <part.Overlay className="fixed inset-0 z-40 grid animate-fade-in place-items-center overflow-y-auto bg-scrim p-4 sm:p-8">
          <part.Content
            {...(!description && { "aria-describedby": undefined })}
            {...dialog.focusBack}
            onEscapeKeyDown={hold}
            onInteractOutside={hold}
            className={cn(
              "relative w-full animate-pop-in rounded-xl bg-raised shadow-pop outline-none",
              { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-2xl" }[size],
              className,
            )}
          >
            <div className="px-5 pt-5 pr-14">
              <part.Title className="text-lg font-semibold">{title}</part.Title>
              {description ? (
                <part.Description className="mt-1 text-ink-muted">{description}</part.Description>
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
            <part.Close asChild>
              <IconButton
                icon={X}
                label="Close"
                tooltip={false}
                disabled={locked}
                className="absolute top-3.5 right-3.5"
              />
            </part.Close>
          </part.Content>
        </part.Overlay>
      </part.Portal>
    </part.Root>
  );
}
