import type { ReactNode } from "react";
import { cn } from "./cn";

type PageHeaderProps = {
  title: ReactNode;
  /** Beside the title: a badge, a chip. */
  meta?: ReactNode;
  description?: ReactNode;
  /** At most one primary button. */
  actions?: ReactNode;
  className?: string;
};

/** Holds the page's only `h1`. */
export function PageHeader({ title, meta, description, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3", className)}>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight text-balance break-words">{title}</h1>
          {meta}
        </div>
        {description ? <p className="mt-1 max-w-prose text-ink-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
