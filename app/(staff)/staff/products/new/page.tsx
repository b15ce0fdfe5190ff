import type { Metadata } from "next";
import { ProductForm } from "@/components/products/product-form";
import { newProductValues } from "@/components/products/product-values";
import { CreateLink } from "@/components/ui/create-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAllProducts } from "@/lib/products/list-all";
import { listUpstreams } from "@/lib/upstreams/list";
import { createProductAction, dryRunAction, updateProductAction } from "../actions";
import { requireProductManager } from "../require-manager";

export const metadata: Metadata = { title: "New product" };

export default async function NewProductPage() {
  const ctx = await requireProductManager();
  const [upstreams, products] = await Promise.all([listUpstreams(ctx), listAllProducts(ctx)]);
  const [only, another] = upstreams;
  const last = Math.max(0, ...products.map(({ position }) => position));
  return (
    <>
      <PageHeader
        title="New product"
        description="Its paths are in force, and keys can be given it, at once."
      />
      {only === undefined ? (
        <EmptyState
          title="An upstream first"
          action={<CreateLink href="/staff/products/upstreams/new">Create upstream</CreateLink>}
        >
          Every product sends its calls somewhere. Say where, then come back.
        </EmptyState>
      ) : (
        <ProductForm
          product={null}
          start={newProductValues(another === undefined ? only.id : "", Math.min(last + 1, 9_999))}
          upstreams={upstreams.map(({ id, name, baseUrl }) => ({ id, name, baseUrl }))}
          dryRun={dryRunAction}
          create={createProductAction}
          update={updateProductAction}
        />
      )}
    </>
  );
}
