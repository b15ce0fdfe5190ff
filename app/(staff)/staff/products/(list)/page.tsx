import { Boxes } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DryRunCard } from "@/components/products/dry-run";
import { ProductTable } from "@/components/products/product-table";
import { Button } from "@/components/ui/button";
import { CreateLink } from "@/components/ui/create-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAllProducts } from "@/lib/products/list-all";
import { dryRunAction } from "../actions";
import { requireProductManager } from "../require-manager";

export const metadata: Metadata = { title: "Products" };

export default async function ProductsPage() {
  const ctx = await requireProductManager();
  const products = await listAllProducts(ctx);
  const create = <CreateLink href="/staff/products/new">Create product</CreateLink>;
  return (
    <>
      <PageHeader
        title="Products"
        description="What a key can be valid for: the paths, what each may cost, and where calls go. A change is live at every edge within a second."
        actions={
          <>
            <Button asChild>
              <Link href="/staff/products/upstreams">Upstreams</Link>
            </Button>
            {products.length > 0 ? create : null}
          </>
        }
      />
      {products.length === 0 ? (
        <EmptyState icon={Boxes} title="No products yet" action={create}>
          Until there is one, the edge answers every path with 404. A product needs an upstream first.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-1 gap-6">
          <ProductTable products={products} />
          <div className="max-w-3xl">
            <DryRunCard run={dryRunAction} draft={null} />
          </div>
        </div>
      )}
    </>
  );
}
