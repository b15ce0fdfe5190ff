import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  icon?: LucideIcon;
  /** What this is: "No keys yet". */
  title: string;
  /** Why it is empty. */
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  /** `h1` when it is all there is on the page. */
  heading?: "h1" | "h2";
  className?: string;
};

export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  heading: Heading = "h2",
  className,
}: EmptyStateProps) {
  return (
    <div
      className={cn(
        "grid justify-items-center gap-1 rounded-lg border border-dashed border-line bg-surface px-6 py-12 text-center",
        className,
      )}
    >
      {Icon ? <Icon aria-hidden="true" className="mb-2 size-6 text-ink-faint" strokeWidth={1.5} /> : null}
      <Heading className="text-lg font-medium">{title}</Heading>
      {children ? <div className="max-w-md text-ink-muted">{children}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
