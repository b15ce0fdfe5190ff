import { Download, ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { actorName } from "@/components/audit/actor-name";
import { AuditList } from "@/components/audit/audit-list";
import { filterOf, isNarrowed, loadAuditParams, serializeAuditParams } from "@/components/audit/audit-params";
import { AuditToolbar } from "@/components/audit/audit-toolbar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireOrg } from "@/lib/accounts/session";
import { listAudit } from "@/lib/audit/list";
import { listAuditActors } from "@/lib/audit/list-actors";
import { ListAuditInput } from "@/lib/audit/schemas";

export const metadata: Metadata = { title: "Audit" };

type AuditPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const ctx = await requireOrg((await params).org);
  const asked = loadAuditParams(await searchParams);
  const { before, after } = asked;
  const filter = filterOf(asked, ctx.now);
  const input = ListAuditInput.safeParse({ ...filter, ...(before && { before }), ...(after && { after }) });
  const [page, actors] = await Promise.all([
    input.success ? listAudit(ctx, input.data) : { items: [], older: null, newer: null },
    listAuditActors(ctx),
  ]);
  const base = `/o/${ctx.org.slug}/audit`;
  const step = (to: { before?: string | null; after?: string | null }) =>
    serializeAuditParams(base, { ...asked, before: to.before ?? null, after: to.after ?? null });
  const file = (format: "csv" | "json") =>
    `/api/internal/audit/${ctx.org.slug}?${new URLSearchParams({ ...filter, format })}`;
  return (
    <>
      <PageHeader
        title="Audit"
        description="Who did what, when and from where. Entries can be neither changed nor taken out without it showing. No secret is ever in them."
        actions={(["csv", "json"] as const).map((format) => (
          <Button key={format} asChild>
            <a href={file(format)} download>
              <Download aria-hidden="true" />
              Export {format.toUpperCase()}
            </a>
          </Button>
        ))}
      />
      <AuditToolbar actors={actors.map((actor) => ({ id: actor.id, label: actorName(actor) }))} />
      {page.items.length === 0 ? (
        <EmptyState
          icon={ScrollText}
          title={isNarrowed(asked) ? "Nothing matches these filters" : "Nothing has happened yet"}
        >
          {isNarrowed(asked)
            ? "Widen the time, or take a filter away."
            : "What people and programs do to keys, members and policies is listed here."}
        </EmptyState>
      ) : (
        <AuditList orgSlug={ctx.org.slug} items={page.items} />
      )}
      <Pagination
        className="mt-4"
        previous={page.newer === null ? undefined : step({ after: page.newer })}
        next={page.older === null ? undefined : step({ before: page.older })}
        summary={page.items.length === 0 ? null : "Newest first"}
      />
    </>
  );
}
