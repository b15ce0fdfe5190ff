"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { DOCS_PAGES } from "./pages";

export function DocsNav() {
  const here = usePathname();
  return (
    <nav aria-label="Documentation" className="-mx-1 overflow-x-auto lg:overflow-visible">
      <ul className="flex gap-1 px-1 pb-1 lg:grid">
        {DOCS_PAGES.map(({ href, title }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={here === href ? "page" : undefined}
              className={cn(
                "flex h-8 items-center rounded-md px-2.5 whitespace-nowrap text-ink-muted hover:bg-hover hover:text-ink",
                here === href && "bg-selected font-medium text-ink",
              )}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
