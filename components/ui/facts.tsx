import type { ReactNode } from "react";
import { cn } from "./cn";

type FactsProps = {
  /** Where it is narrow, each name stands above its fact: for facts that are long. */
  stacks?: boolean;
  children: ReactNode;
};

/** What is known of a thing: a `Fact` each, names on the left. */
export function Facts({ stacks = false, children }: FactsProps) {
  return (
    <dl
      className={cn(
        "grid gap-x-6 text-sm",
        stacks
          ? "sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-2 max-sm:[&>dd:not(:last-child)]:mb-2"
          : "grid-cols-[auto_minmax(0,1fr)] gap-y-2.5",
      )}
    >
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 wrap-break-word">{children}</dd>
    </>
  );
}
