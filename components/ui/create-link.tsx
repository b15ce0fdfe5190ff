import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "./button";

type CreateLinkProps = { href: string; children: ReactNode };

/** A list's primary action: the way to another one of what it lists. */
export function CreateLink({ href, children }: CreateLinkProps) {
  return (
    <Button asChild variant="primary">
      <Link prefetch={false} href={href}>
        <Plus aria-hidden="true" />
        {children}
      </Link>
    </Button>
  );
}
