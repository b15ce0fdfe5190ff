import { z } from "zod";
import { orgDownload } from "@/lib/actions/org-download";
import { EXPORT_FORMATS, exportAudit } from "@/lib/audit/export";
import { AuditFilter } from "@/lib/audit/schemas";
import { DomainError } from "@/lib/errors/domain-error";

const Query = AuditFilter.extend({ format: z.enum(EXPORT_FORMATS) });

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** `?format=csv|json` and the page's filters: the audit log as a file. */
export const GET = orgDownload({ permission: "audit:read" }, async ({ ctx, search }) => {
  const query = Query.safeParse(Object.fromEntries(search));
  if (!query.success) throw new DomainError("invalid_input");
  const { format, ...filter } = query.data;
  const day = ctx.now.toISOString().slice(0, 10);
  return {
    fileName: `audit-${ctx.org.slug}-${day}.${format}`,
    contentType: TYPES[format],
    parts: await exportAudit(ctx, filter, format),
  };
});
