"use client";

import { Root as Slot } from "radix-ui/slot";
import { type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { lazyPart } from "./lazy-part";

const bubble = lazyPart(() => import("./tooltip-bubble"));

const DELAY_MS = 350;
/** After one tooltip the next opens without delay. */
const NEXT_MS = 300;
let lastClosedAt = Number.NEGATIVE_INFINITY;
/** There is one at a time. */
let hideShown = () => {};

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
export function Tooltip({ content, children, side = "top", open, onOpenChange, className }: TooltipProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const isOpen = open ?? ownOpen;
  const part = bubble.use(isOpen);
  const id = useId();
  const owner = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isHovered = useRef(false);
  const isPressed = useRef(false);
  const isShown = useRef(false);
  const [isDelayed, setDelayed] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const hide = () => {
    clearTimeout(timer.current);
    if (!isShown.current) return;
    isShown.current = false;
    lastClosedAt = performance.now();
    setOwnOpen(false);
    onOpenChange?.(false);
  };
  const show = (delayed: boolean) => {
    clearTimeout(timer.current);
    if (isShown.current) return;
    hideShown();
    hideShown = hide;
    isShown.current = true;
    setDelayed(delayed);
    setOwnOpen(true);
    onOpenChange?.(true);
  };
  return (
    <>
      <Slot
        ref={owner}
        aria-describedby={isOpen && part !== null ? id : undefined}
        onPointerMove={(event: PointerEvent) => {
          if (event.pointerType === "touch" || isHovered.current) return;
          isHovered.current = true;
          bubble.load();
          if (performance.now() - lastClosedAt < NEXT_MS) show(false);
          else timer.current = setTimeout(() => show(true), DELAY_MS);
        }}
        onPointerLeave={() => {
          isHovered.current = false;
          clearTimeout(timer.current);
          // What is drawn waits for the pointer to come over to it.
          if (part === null) hide();
        }}
        onPointerDown={() => {
          hide();
          isPressed.current = true;
          const release = () => {
            isPressed.current = false;
          };
          document.addEventListener("pointerup", release, { once: true });
        }}
        onFocus={() => {
          if (!isPressed.current) show(false);
        }}
        onBlur={hide}
        onClick={hide}
      >
        {children}
      </Slot>
      {part !== null && isOpen ? (
        <part.TooltipBubble
          id={id}
          owner={owner}
          side={side}
          isDelayed={isDelayed}
          onClose={hide}
          className={className}
        >
          {content}
        </part.TooltipBubble>
      ) : null}
    </>
  );
}
