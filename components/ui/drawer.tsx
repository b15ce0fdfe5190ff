"use client";

import { X } from "lucide-react";
import { Root as Slot } from "radix-ui/slot";
import { createContext, type ReactElement, type ReactNode, useContext } from "react";
import { cn } from "./cn";
import { dialogPart, useFocusBack } from "./dialog-part";
import { IconButton } from "./icon-button";
import { type Opener, type OpenState, useOpener } from "./opener";

const DrawerContext = createContext<Opener | null>(null);

function useDrawer(): Opener {
  const drawer = useContext(DrawerContext);
  if (drawer === null) throw new Error("A part of a drawer needs a Drawer above it.");
  return drawer;
}

export function Drawer({ children, ...state }: OpenState & { children: ReactNode }) {
  return <DrawerContext value={useOpener(state)}>{children}</DrawerContext>;
}

/** Around the one button that opens it. */
export function DrawerTrigger({ children }: { children: ReactElement }) {
  const { isOpen, setOpen, button, contentId } = useDrawer();
  return (
    <Slot
      ref={button}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-controls={isOpen ? contentId : undefined}
      onPointerEnter={dialogPart.load}
      onFocus={dialogPart.load}
      onClick={() => setOpen(!isOpen)}
    >
      {children}
    </Slot>
  );
}

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
  const { isOpen, wasOpen, setOpen, button, contentId } = useDrawer();
  const part = dialogPart.use(isOpen);
  const focusBack = useFocusBack(button);
  if (part === null || !wasOpen) return null;
  return (
    <part.Root open={isOpen} onOpenChange={setOpen}>
      <part.Portal>
        <part.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <part.Content
          id={contentId}
          {...focusBack}
          {...(!description && { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-y-0 z-50 flex w-[min(28rem,calc(100vw-2.5rem))] flex-col bg-raised shadow-pop outline-none",
            side === "right" ? "right-0 animate-slide-in-right" : "left-0 animate-slide-in-left",
            className,
          )}
        >
          <div className={cn("flex items-start justify-between gap-4 px-5 py-4", titleHidden && "sr-only")}>
            <div>
              <part.Title className="text-lg font-semibold">{title}</part.Title>
              {description ? (
                <part.Description className="mt-1 text-ink-muted">{description}</part.Description>
              ) : null}
            </div>
            <part.Close asChild>
              <IconButton icon={X} label="Close" tooltip={false} className="-mt-1 -mr-2" />
            </part.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        </part.Content>
      </part.Portal>
    </part.Root>
  );
}
