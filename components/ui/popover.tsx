"use client";

import type * as Radix from "radix-ui/popover";
import { Root as Slot } from "radix-ui/slot";
import { type ComponentProps, createContext, type ReactNode, type Ref, useContext } from "react";
import { cn } from "./cn";
import { lazyPart } from "./lazy-part";
import { type Opener, type OpenState, StandIn, useOpener } from "./opener";
import { popClass } from "./pop-class";
import { useBothRefs } from "./use-both-refs";

const radix = lazyPart(() => import("radix-ui/popover"));

const PopoverContext = createContext<Opener | null>(null);

function usePopover(): Opener {
  const popover = useContext(PopoverContext);
  if (popover === null) throw new Error("A part of a popover needs a Popover above it.");
  return popover;
}

export function Popover({ children, ...state }: OpenState & { children: ReactNode }) {
  return <PopoverContext value={useOpener(state)}>{children}</PopoverContext>;
}

type PopoverTriggerProps = Omit<ComponentProps<"button">, "type" | "ref" | "onClick"> & {
  asChild?: boolean;
  /** Fetches what the popover will hold, as soon as somebody seems to want it. */
  onIntent?: () => void;
  ref?: Ref<HTMLButtonElement> | undefined;
};

export function PopoverTrigger({ asChild = false, onIntent, ref, ...rest }: PopoverTriggerProps) {
  const { isOpen, setOpen, button, contentId } = usePopover();
  const Button = asChild ? Slot : "button";
  const place = useBothRefs(button, ref);
  const prepare = () => {
    radix.load();
    onIntent?.();
  };
  return (
    <Button
      ref={place}
      type="button"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-controls={isOpen ? contentId : undefined}
      data-state={isOpen ? "open" : "closed"}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setOpen(!isOpen)}
      {...rest}
    />
  );
}

/** Give it an `aria-label`: it is a dialog. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  const { isOpen, wasOpen, setOpen, button, contentId } = usePopover();
  const part = radix.use(isOpen);
  if (part === null || !wasOpen) return null;
  return (
    <part.Root open={isOpen} onOpenChange={setOpen}>
      <part.Trigger asChild>
        <StandIn button={button} />
      </part.Trigger>
      <part.Portal>
        <part.Content
          id={contentId}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(popClass, "max-h-(--radix-popover-content-available-height)", className)}
          {...rest}
        />
      </part.Portal>
    </part.Root>
  );
}
