import type { Metadata } from "next";
import { CreateKeyForm } from "@/components/keys/create-key-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { BILLING_TYPES_OF_ORG } from "@/lib/keys/schemas";
import { listProducts } from "@/lib/products/list";
import { createKeyAction } from "../actions";

export const metadata: Metadata = { title: "Create key" };

export default async function NewKeyPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const products = await listProducts(ctx);
  return (
    <>
      <PageHeader
        title="Create key"
        description="You get its secret right after. The key's ID stays the same for life, also when the secret is replaced."
      />
      <CreateKeyForm
        orgSlug={slug}
        products={products.map(({ id, name, description, isSample, classes }) => ({
          id,
          name,
          description,
          isSample,
          classes: classes.map(({ id, name, defaultQps }) => ({ id, name, defaultQps })),
        }))}
        billingTypes={BILLING_TYPES_OF_ORG[ctx.org.type]}
        create={createKeyAction}
      />
    </>
  );
}
