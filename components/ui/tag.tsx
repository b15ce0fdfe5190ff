import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A small word that sorts: a role, a product, "sample". Not a state; that is a `Badge`. */
export function Tag({ className, ...rest }: ComponentProps<"span">) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center rounded-sm border border-line bg-sunken px-1.5 text-xs whitespace-nowrap text-ink-muted",
        className,
      )}
      {...rest}
    />
  );
}
