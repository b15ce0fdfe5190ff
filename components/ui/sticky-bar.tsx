import type { ReactNode } from "react";
import { cn } from "./cn";

type StickyBarProps = {
  /** What changed, or what the buttons do. */
  words: ReactNode;
  /** The words change while somebody types, and are read out. */
  isLive?: boolean;
  /** As wide as a form of one column. */
  isNarrow?: boolean;
  /** The buttons. */
  children: ReactNode;
};

/** The end of a form that is longer than the screen: always in sight, below what is filled in. */
export function StickyBar({ words, isLive = false, isNarrow = false, children }: StickyBarProps) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 border-line border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
      <div
        className={cn("flex flex-wrap items-center justify-between gap-x-4 gap-y-2", isNarrow && "max-w-3xl")}
      >
        <p {...(isLive && { role: "status" })} className="min-w-0 flex-1 basis-56 text-ink-muted text-sm">
          {words}
        </p>
        <div className="flex gap-2">{children}</div>
      </div>
    </div>
  );
}
