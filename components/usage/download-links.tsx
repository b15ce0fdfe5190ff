import { Download } from "lucide-react";
import type { UsageExport } from "@/lib/usage/export-schemas";
import { toSearchParams } from "@/lib/usage/ranges";
import type { UsageQuery } from "@/lib/usage/schemas";

type DownloadLinksProps = {
  orgSlug: string;
  query: UsageQuery;
  panel: UsageExport["panel"];
  /** The panel's heading. */
  title: string;
};

/** A panel's numbers as a file. */
export function DownloadLinks({ orgSlug, query, panel, title }: DownloadLinksProps) {
  const params = toSearchParams(query);
  params.set("panel", panel);
  return (
    <span className="flex items-center gap-1 text-sm text-ink-muted">
      <Download aria-hidden="true" className="size-3.5" />
      {(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={`/api/internal/usage/${encodeURIComponent(orgSlug)}/export?${params}&format=${format}`}
          download
          aria-label={`${title} as ${format.toUpperCase()}`}
          className="rounded-sm px-1 py-0.5 hover:bg-hover hover:text-ink"
        >
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
