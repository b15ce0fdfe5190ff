import { ArrowLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "./cn";

export type Crumb = { label: string /** The last crumb is the place itself and has none. */; href?: string };

/** The way to a page. A phone has room for the place and an arrow to the one above it; the first leads to a menu's own places. */
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
                "flex min-w-0 items-center gap-1 sm:last:shrink-0",
                (index === 0 || index < crumbs.length - 2) && !last && "max-sm:hidden",
                !last && "max-sm:shrink-0",
              )}
            >
              {crumb.href && !last ? (
                <Link
                  prefetch={false}
                  href={crumb.href}
                  className="truncate rounded-sm text-ink-muted hover:text-ink max-sm:p-2 sm:px-1"
                >
                  <ArrowLeft aria-hidden="true" className="size-4 sm:hidden" />
                  <span className="max-sm:sr-only">{crumb.label}</span>
                </Link>
              ) : (
                <span
                  aria-current={last ? "page" : undefined}
                  className="min-w-0 truncate px-1 font-medium sm:max-w-80"
                >
                  {crumb.label}
                </span>
              )}
              {last ? null : (
                <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint max-sm:hidden" />
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
