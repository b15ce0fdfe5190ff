import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type FoldListProps = {
  /** What the rows are: names the list. */
  label: string;
  children: ReactNode;
};

/** A list of rows that open: a `FoldRow` each. */
export function FoldList({ label, children }: FoldListProps) {
  return (
    <ol
      aria-label={label}
      className="divide-y divide-line rounded-lg border border-line bg-surface shadow-lift"
    >
      {children}
    </ol>
  );
}

type FoldRowProps = {
  /** A badge before the words. */
  state?: ReactNode;
  /** What the row is, in a line. */
  title: ReactNode;
  /** At the row's end; below the title where it is narrow. */
  time: ReactNode;
  children: ReactNode;
};

/** One line that opens to the rest. */
export function FoldRow({ state, title, time, children }: FoldRowProps) {
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 text-sm transition-colors hover:bg-hover/60 sm:px-4 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
          />
          {state ? <span className="w-24">{state}</span> : null}
          <span className={cn("min-w-0 flex-1 basis-64 break-words", state && "max-sm:ml-7")}>{title}</span>
          <span className="ml-7 text-ink-muted sm:ml-0">{time}</span>
        </summary>
        <div className="grid gap-4 px-3 pt-1 pb-4 text-sm sm:pr-4 sm:pl-11">{children}</div>
      </details>
    </li>
  );
}
