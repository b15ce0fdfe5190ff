import type { ReactNode } from "react";

/** The rows of a table where it is narrow: a `RowCard` each, with the same facts. */
export function RowCards({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="grid gap-3 md:hidden">
      {children}
    </ul>
  );
}

type RowCardProps = {
  /** What chooses the row. */
  box?: ReactNode;
  /** What the row is, and its state. */
  title: ReactNode;
  /** What can be done with it. */
  action?: ReactNode;
  children: ReactNode;
};

export function RowCard({ box, title, action, children }: RowCardProps) {
  return (
    <li className="grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 items-start gap-3">
          {box ? <span className="flex h-5 items-center">{box}</span> : null}
          <div className="grid min-w-0 justify-items-start gap-1">{title}</div>
        </div>
        {action}
      </div>
      {children}
    </li>
  );
}

/** What else the row holds, two columns of `RowFact`s. */
export function RowFacts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm">{children}</dl>;
}

type RowFactProps = {
  name: string;
  /** It takes both columns. */
  isWide?: boolean;
  children: ReactNode;
};

export function RowFact({ name, isWide = false, children }: RowFactProps) {
  return (
    <div className={isWide ? "col-span-2 min-w-0" : "min-w-0"}>
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
