import { orgDownload } from "@/lib/actions/org-download";
import { DomainError } from "@/lib/errors/domain-error";
import { exportUsage } from "@/lib/usage/export";
import { UsageExport } from "@/lib/usage/export-schemas";
import { parseUsageQuery } from "@/lib/usage/report";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** `?panel=…&format=csv|json` and the view's parameters as in `toSearchParams`: one panel as a file. */
export const GET = orgDownload({ permission: "usage:read" }, async ({ ctx, search }) => {
  const wanted = UsageExport.safeParse({ panel: search.get("panel"), format: search.get("format") });
  if (!wanted.success) throw new DomainError("invalid_input");
  const { panel, format } = wanted.data;
  const day = ctx.now.toISOString().slice(0, 10);
  return {
    fileName: `usage-${panel}-${ctx.org.slug}-${day}.${format}`,
    contentType: TYPES[format],
    parts: await exportUsage(ctx, parseUsageQuery(search), wanted.data),
  };
});
