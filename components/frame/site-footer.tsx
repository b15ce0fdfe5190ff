import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { Mark } from "./mark";

/** Where Keyward signs: the pages above it carry the provider's name. */
export function SiteFooter({ className }: { className?: string }) {
  return (
    <footer
      className={cn(
        "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-6 text-sm text-ink-muted",
        "print:hidden",
        className,
      )}
    >
      <p className="flex items-center gap-2">
        <Mark className="size-4" />
        Keyward
      </p>
      <nav aria-label="Footer">
        <ul className="flex gap-5">
          <li>
            <Link prefetch={false} href="/docs" className="hover:text-ink">
              Docs
            </Link>
          </li>
          <li>
            <Link prefetch={false} href="/docs/errors" className="hover:text-ink">
              Error reference
            </Link>
          </li>
        </ul>
      </nav>
    </footer>
  );
}
