import { orgDownload } from "@/lib/actions/org-download";
import { DomainError } from "@/lib/errors/domain-error";
import { exportRequests } from "@/lib/usage/export-requests";
import { EXPORT_FORMATS } from "@/lib/usage/export-schemas";
import { RequestsFilter } from "@/lib/usage/request-schemas";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/x-ndjson; charset=utf-8" } as const;

/** `?format=csv|json` and the request log's filters: all calls that are kept and match, streamed. */
export const GET = orgDownload({ permission: "usage:read" }, async ({ ctx, search }) => {
  const { format, ...given } = Object.fromEntries(search);
  const chosen = EXPORT_FORMATS.find((one) => one === format);
  const filter = RequestsFilter.safeParse(given);
  if (chosen === undefined || !filter.success) throw new DomainError("invalid_input");
  const day = ctx.now.toISOString().slice(0, 10);
  return {
    fileName: `requests-${ctx.org.slug}-${day}.${chosen === "csv" ? "csv" : "ndjson"}`,
    contentType: TYPES[chosen],
    parts: await exportRequests(ctx, filter.data, chosen),
  };
});
