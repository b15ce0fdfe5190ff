import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type DocsArticleProps = { title: string; lead: ReactNode; children: ReactNode };

/** One page of the documentation. Holds the page's only `h1`. */
export function DocsArticle({ title, lead, children }: DocsArticleProps) {
  return (
    <article className="grid min-w-0 max-w-3xl gap-8">
      <header>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-2 text-lg text-pretty text-ink-muted">{lead}</p>
      </header>
      {children}
    </article>
  );
}

/** A part of a page that can be linked to. */
export function DocsSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-3">
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function Text(props: ComponentProps<"p">) {
  return <p className="leading-relaxed text-pretty" {...props} />;
}

type PointsProps = {
  items: readonly ReactNode[] /** One after the other, hence numbered. */;
  steps?: boolean;
};

export function Points({ items, steps = false }: PointsProps) {
  const List = steps ? "ol" : "ul";
  return (
    <List
      className={cn(
        "grid gap-1.5 pl-5 leading-relaxed",
        steps ? "list-decimal marker:text-ink-muted" : "list-disc marker:text-ink-faint",
      )}
    >
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is written down and never changes.
        <li key={i}>{item}</li>
      ))}
    </List>
  );
}

export function Code({ children }: { children: ReactNode }) {
  return (
    <code className="rounded-xs bg-sunken px-1 py-0.5 font-mono text-[0.92em] break-words">{children}</code>
  );
}

/** A link inside the text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-accent-ink underline underline-offset-4">
      {children}
    </Link>
  );
}
