import Link from "next/link";
import { GUIDES, guideHref } from "./guides";

/** Every guide with its one sentence. */
export function GuideList() {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {GUIDES.map(({ slug, title, summary }) => (
        <li key={slug} className="grid">
          <Link
            href={guideHref(slug)}
            className="rounded-lg border border-line bg-surface p-4 shadow-lift hover:border-line-strong"
          >
            <span className="font-medium">{title}</span>
            <span className="mt-1 block text-ink-muted">{summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
