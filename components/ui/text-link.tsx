import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A link among words, told from them by more than its colour. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link className={cn("rounded-xs text-accent-ink underline underline-offset-4", className)} {...rest} />
  );
}
