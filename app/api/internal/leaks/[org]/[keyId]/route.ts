import { orgDownload } from "@/lib/actions/org-download";
import { DomainError } from "@/lib/errors/domain-error";
import { BlastQuery } from "@/lib/leaks/blast-radius-schemas";
import { exportBlastRadius } from "@/lib/leaks/export-blast-radius";

type Params = { org: string; keyId: string };

/** `?since=…`: who called a key since a leak, as CSV. */
export const GET = orgDownload<Params>({ permission: "usage:read" }, async ({ ctx, search, params }) => {
  const query = BlastQuery.safeParse({ keyId: params.keyId, since: search.get("since") });
  if (!query.success) throw new DomainError("invalid_input");
  return {
    fileName: `leak-${query.data.keyId}-${ctx.now.toISOString().slice(0, 10)}.csv`,
    contentType: "text/csv; charset=utf-8",
    parts: await exportBlastRadius(ctx, query.data),
  };
});
