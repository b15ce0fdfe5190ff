import Link from "next/link";
import { DOCS_PAGES } from "./_components/pages";
import { DocsArticle, DocsSection, Points, Text } from "./_components/prose";
import { GuideList } from "./guides/_components/guide-list";

export default function DocsPage() {
  return (
    <DocsArticle
      title="Documentation"
      lead="Every call to a product passes the edge. The edge checks the key, holds its limits, counts the call and hands it on."
    >
      <ul className="grid gap-3 sm:grid-cols-2">
        {DOCS_PAGES.slice(1).map(({ href, title, summary }) => (
          <li key={href} className="grid">
            <Link
              href={href}
              className="rounded-lg border border-line bg-surface p-4 shadow-lift hover:border-line-strong"
            >
              <span className="font-medium">{title}</span>
              <span className="mt-1 block text-ink-muted">{summary}</span>
            </Link>
          </li>
        ))}
      </ul>
      <DocsSection id="guides" title="Guides">
        <GuideList />
      </DocsSection>
      <DocsSection id="words" title="Words used here">
        <Points
          items={[
            <>
              <strong className="font-medium">Key</strong>: the thing you name and manage. Its key ID (key_…)
              never changes and is safe to share with support.
            </>,
            <>
              <strong className="font-medium">Secret</strong>: the string your program sends (kw_…). Treat it
              like a password.
            </>,
            <>
              <strong className="font-medium">Product</strong>: an API a key can be valid for, with paths and
              limits of its own.
            </>,
            <>
              <strong className="font-medium">QPS</strong>: queries per second, counted per key and kind of
              request.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="samples" title="Sample products">
        <Text>
          Map Display, Search and Time Zone ship with Keyward so that a new key has something to call. They
          are samples from real, open data: Natural Earth, GeoNames and the IANA time zone database.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
