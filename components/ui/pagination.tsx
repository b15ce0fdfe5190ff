import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

/** A link, or what to do on a click; nothing at the first or last page. */
type Step = string | (() => void) | undefined;

type PaginationProps = {
  previous: Step;
  next: Step /** "50 of 1,204 keys" */;
  summary?: ReactNode;
  className?: string;
};

/** The summary, and the steps where there is more than one page. */
export function Pagination({ previous, next, summary, className }: PaginationProps) {
  return (
    <nav aria-label="Pages" className={cn("flex items-center justify-between gap-4", className)}>
      <p className="text-sm text-ink-muted">{summary}</p>
      {previous || next ? (
        <div className="flex gap-2">
          <StepButton step={previous}>
            <ChevronLeft aria-hidden="true" />
            Previous
          </StepButton>
          <StepButton step={next}>
            Next
            <ChevronRight aria-hidden="true" />
          </StepButton>
        </div>
      ) : null}
    </nav>
  );
}

function StepButton({ step, children }: { step: Step; children: ReactNode }) {
  if (typeof step === "string") {
    return (
      <Button asChild size="sm">
        <Link prefetch={false} href={step}>
          {children}
        </Link>
      </Button>
    );
  }
  return (
    <Button size="sm" disabled={!step} {...(step && { onClick: step })}>
      {children}
    </Button>
  );
}
