"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { GUIDES, guideHref } from "../guides/_components/guides";
import { DOCS_PAGES } from "./pages";

const GUIDE_LINKS = GUIDES.map(({ slug, title }) => ({ href: guideHref(slug), title }));

export function DocsNav() {
  const here = usePathname();
  return (
    <nav aria-label="Documentation" className="-mx-1 overflow-x-auto lg:overflow-visible">
      <ul className="flex gap-1 px-1 pb-1 lg:grid">
        {DOCS_PAGES.map(({ href, title }) => (
          <li key={href} className="contents lg:block">
            <NavLink href={href} title={title} isHere={here === href} />
            {href === "/docs/guides" && here.startsWith(href) ? (
              <ul className="flex gap-1 lg:ml-2.5 lg:grid lg:border-l lg:border-line lg:pl-1">
                {GUIDE_LINKS.map((guide) => (
                  <li key={guide.href}>
                    <NavLink {...guide} isHere={here === guide.href} />
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavLink({ href, title, isHere }: { href: string; title: string; isHere: boolean }) {
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "flex min-h-8 items-center rounded-md px-2.5 py-1 whitespace-nowrap text-ink-muted hover:bg-hover hover:text-ink lg:whitespace-normal",
        isHere && "bg-selected font-medium text-ink",
      )}
    >
      {title}
    </Link>
  );
}
