import { KeyRound, Plus, ShieldCheck, Siren, Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { COLUMNS_COOKIE, readColumns } from "@/components/keys/keys-columns";
import { KeysList } from "@/components/keys/keys-list";
import { loadListParams, serializeListParams } from "@/components/keys/list-params";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { reportFault } from "@/lib/actions/report-fault";
import { isDomainError } from "@/lib/errors/domain-error";
import { listKeys, TOTAL_MAX } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { trafficOfKeys } from "@/lib/keys/list-traffic";
import { BILLING_TYPES_OF_ORG } from "@/lib/keys/terms";
import { can } from "@/lib/members/permissions";
import { listProducts } from "@/lib/products/list";
import { matchingKeysAction, previewBulkAction, runBulkAction, undoBulkAction } from "./bulk-actions";

export const metadata: Metadata = { title: "Keys" };

const BULK_ACTIONS = {
  preview: previewBulkAction,
  run: runBulkAction,
  undo: undoBulkAction,
};

type KeysPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function KeysPage({ params, searchParams }: KeysPageProps) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const state = await loadListParams(searchParams);
  const products = await listProducts(ctx, "all");
  const { data: input = ListKeysInput.parse({}) } = ListKeysInput.safeParse({
    q: state.q,
    status: state.status,
    productIds: state.product.map((slug) => products.find((one) => one.slug === slug)?.id ?? slug),
    billingType: state.billing,
    traits: state.is,
    unusedDays: state.unused,
    expiringDays: state.expiring,
    sort: state.sort,
    direction: state.direction,
    cursor: state.cursor,
    limit: state.size,
  });
  const list = await listKeys(ctx, input).catch((error: unknown) => {
    // A stale or damaged cursor in the URL: the first page of the same list is what the person wants.
    if (state.cursor === null || !isDomainError(error) || error.code !== "invalid_input") throw error;
    redirect(`/o/${slug}/keys${serializeListParams({ ...state, cursor: null })}`);
  });
  const createKey = can(ctx.role, "keys:create") ? (
    <Button asChild variant="primary" className="max-sm:order-first">
      <Link href={`/o/${slug}/keys/new`}>
        <Plus aria-hidden="true" />
        Create key
      </Link>
    </Button>
  ) : null;
  const leak = (
    <Button asChild variant="ghost">
      <Link href={`/o/${slug}/leak`} prefetch={false}>
        <Siren aria-hidden="true" />A key leaked
      </Link>
    </Button>
  );
  const hygiene = (
    <Button asChild variant="ghost">
      <Link href={`/o/${slug}/keys/hygiene`} prefetch={false}>
        <ShieldCheck aria-hidden="true" />
        Hygiene
      </Link>
    </Button>
  );
  const trash = (
    <Button asChild variant="ghost">
      <Link href={`/o/${slug}/keys/trash`} prefetch={false}>
        <Trash2 aria-hidden="true" />
        Trash
      </Link>
    </Button>
  );
  if (!list.hasKeys) {
    return (
      <>
        <PageHeader title="Keys" actions={trash} />
        <EmptyState icon={KeyRound} title="No keys yet" action={createKey}>
          A key lets a program call our APIs. It is valid for the products you choose and has its own limits.
          {createKey ? "" : " Your role cannot create keys; ask an admin of your organization."}
        </EmptyState>
      </>
    );
  }
  const { sort: _, direction: __, cursor: ___, limit: ____, ...filter } = input;
  // Not waited for: the page is there first, and a list without its little charts is still a list.
  const traffic = trafficOfKeys(
    ctx,
    list.keys.map(({ id }) => id),
  ).catch((error: unknown) => {
    reportFault(ctx.requestId, error);
    return null;
  });
  return (
    <>
      <PageHeader
        title="Keys"
        actions={
          <>
            {leak}
            {hygiene}
            {trash}
            {createKey}
          </>
        }
      />
      <KeysList
        list={list}
        traffic={traffic}
        asOf={ctx.now.toISOString()}
        totalMax={TOTAL_MAX}
        products={products.map(({ slug, name }) => ({ slug, name }))}
        billingTypes={BILLING_TYPES_OF_ORG[ctx.org.type]}
        startColumns={readColumns((await cookies()).get(COLUMNS_COOKIE)?.value)}
        filter={filter}
        matching={matchingKeysAction}
        bulkActions={can(ctx.role, "keys:edit", true) ? BULK_ACTIONS : null}
      />
    </>
  );
}
