import Link from "next/link";
import type { ComponentProps } from "react";

/** A link inside words. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return (
    <Link className="rounded-xs text-accent-ink underline underline-offset-2 hover:no-underline" {...props} />
  );
}
