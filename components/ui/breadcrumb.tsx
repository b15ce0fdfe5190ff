import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "./cn";

export type Crumb = { label: string /** The last crumb is the place itself and has none. */; href?: string };

export function Breadcrumb({ crumbs, className }: { crumbs: readonly Crumb[]; className?: string }) {
  return (
    <nav aria-label="Breadcrumb" className={cn("min-w-0", className)}>
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li
              // The organization and its first place may lead to the same page.
              key={`${crumb.label} ${crumb.href ?? ""}`}
              className={cn(
                "flex min-w-0 items-center gap-1 last:shrink-0",
                // A phone has room for the place and the one above it.
                index < crumbs.length - 2 && "max-sm:hidden",
              )}
            >
              {crumb.href && !last ? (
                <Link
                  prefetch={false}
                  href={crumb.href}
                  className="truncate rounded-sm px-1 text-ink-muted hover:text-ink"
                >
                  {crumb.label}
                </Link>
              ) : (
                <span
                  aria-current={last ? "page" : undefined}
                  className="max-w-44 truncate px-1 font-medium sm:max-w-80"
                >
                  {crumb.label}
                </span>
              )}
              {last ? null : <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
