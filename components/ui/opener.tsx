"use client";

import { type Ref, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";

export type OpenState = { open?: boolean; onOpenChange?: (open: boolean) => void };

/** What a button and the part that it opens know of each other. */
export type Opener = {
  isOpen: boolean;
  /** Stays true: what was open once keeps its place in the page, and can close in its own time. */
  wasOpen: boolean;
  setOpen: (open: boolean) => void;
  /** Where the part is placed, and where the focus goes when it closes. */
  button: RefObject<HTMLButtonElement | null>;
  buttonId: string;
  contentId: string;
  /** The keyboard opened it. */
  byKey: RefObject<boolean>;
};

/** Opens and closes by itself, or as the caller says. */
export function useOpener({ open, onOpenChange }: OpenState): Opener {
  const [ownOpen, setOwnOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const byKey = useRef(false);
  const isOpen = open ?? ownOpen;
  if (isOpen && !wasOpen) setWasOpen(true);
  return {
    isOpen,
    wasOpen,
    setOpen: (next) => {
      setOwnOpen(next);
      onOpenChange?.(next);
    },
    button,
    byKey,
    buttonId: useId(),
    contentId: useId(),
  };
}

type StandInProps = { button: RefObject<HTMLElement | null>; ref?: Ref<HTMLElement> };

/** The only child of Radix's trigger: hands it the button that was in the page before Radix was. */
export function StandIn({ button, ref }: StandInProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the button is the same as long as the part is there
  useLayoutEffect(() => {
    if (typeof ref === "function") ref(button.current);
    else if (ref) ref.current = button.current;
  }, []);
  return null;
}
