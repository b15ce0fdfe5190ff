import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Chip } from "./chip";
import { cn } from "./cn";

type ErrorStateProps = {
  /** What happened. */
  title: string;
  /** What it means, and what to do. */
  children: ReactNode;
  /** Quoted to support; finds the line in the log. */
  requestId?: string | undefined;
  /** "Request ID" unless the framework's error reference is all there is. */
  idLabel?: string;
  action?: ReactNode;
  /** `h1` when it is all there is on the page. */
  heading?: "h1" | "h2";
  className?: string;
};

export function ErrorState({
  title,
  children,
  requestId,
  idLabel = "Request ID",
  action,
  heading: Heading = "h2",
  className,
}: ErrorStateProps) {
  return (
    <div role="alert" className={cn("rounded-lg border border-line bg-surface p-5 shadow-lift", className)}>
      <div className="flex gap-3">
        <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0 text-danger" />
        <div className="min-w-0">
          <Heading className="text-lg font-medium">{title}</Heading>
          <div className="mt-1 max-w-prose text-ink-muted">{children}</div>
          {requestId ? (
            <p className="mt-3 flex flex-wrap items-center gap-2 text-sm text-ink-muted">
              {idLabel}
              <Chip what={idLabel} text={requestId}>
                {requestId}
              </Chip>
            </p>
          ) : null}
          {action ? <div className="mt-4 flex flex-wrap gap-2">{action}</div> : null}
        </div>
      </div>
    </div>
  );
}
