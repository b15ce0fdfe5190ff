"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** Items drawn at first and with each press: what a box can hold without being slow. */
const STEP = 200;

type LongListProps<Item> = {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
  className?: string;
};

/** A box that scrolls, with as many items as somebody wants to see. */
export function LongList<Item>({ label, items, keyOf, children, className }: LongListProps<Item>) {
  const [shown, setShown] = useState(STEP);
  const rest = items.length - shown;
  return (
    <ul
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className={cn("overflow-y-auto rounded-lg border border-line", className)}
    >
      {items.slice(0, shown).map((item) => (
        <li key={keyOf(item)} className="border-line border-b px-3 py-2 text-sm last:border-b-0">
          {children(item)}
        </li>
      ))}
      {rest > 0 ? (
        <li className="px-3 py-2">
          <Button size="sm" variant="link" onClick={() => setShown(shown + STEP)}>
            Show {Math.min(rest, STEP).toLocaleString("en")} more of {rest.toLocaleString("en")}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}
