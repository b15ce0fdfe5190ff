import { Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TrashList } from "@/components/keys/trash/trash-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { ListTrashInput } from "@/lib/keys/list-schema";
import { listTrash } from "@/lib/keys/list-trash";
import { TRASH_DAYS } from "@/lib/keys/terms";

export const metadata: Metadata = { title: "Trash" };

type TrashPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ cursor?: string | string[] }>;
};

export default async function TrashPage({ params, searchParams }: TrashPageProps) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const { cursor } = await searchParams;
  const { data: input = ListTrashInput.parse({}) } = ListTrashInput.safeParse({ cursor: cursor ?? null });
  const trash = await listTrash(ctx, input).catch((error: unknown) => {
    // A stale or damaged cursor in the URL: the first page is what the person wants.
    if (input.cursor === null || !isDomainError(error) || error.code !== "invalid_input") throw error;
    redirect(`/o/${slug}/keys/trash`);
  });
  const step = (to: string | null) =>
    to === null ? undefined : `/o/${slug}/keys/trash?cursor=${encodeURIComponent(to)}`;
  return (
    <>
      <PageHeader
        title="Trash"
        description={`Deleted keys work nowhere. Each can be restored for ${TRASH_DAYS} days; then it is removed for good, but for its counted calls and its rows in the audit log.`}
      />
      {trash.keys.length === 0 ? (
        <EmptyState icon={Trash2} title="The trash is empty">
          A key that is deleted comes here for {TRASH_DAYS} days, in case it was still needed.
        </EmptyState>
      ) : (
        <>
          <TrashList keys={trash.keys} />
          <Pagination
            className="mt-4"
            summary={trash.total === 1 ? "1 deleted key" : `${trash.total.toLocaleString("en")} deleted keys`}
            previous={step(trash.previousCursor)}
            next={step(trash.nextCursor)}
          />
        </>
      )}
    </>
  );
}
