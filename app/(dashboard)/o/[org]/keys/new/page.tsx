import type { Metadata } from "next";
import { countryNames } from "@/components/keys/country-names";
import { CreateKeyForm } from "@/components/keys/create-key-form";
import { catalogOf } from "@/components/keys/edit/catalog";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { keyRules } from "@/lib/keys/rules";
import { limitsOfNewKey } from "@/lib/limits/of-new-key";
import { listProducts } from "@/lib/products/list";
import { createKeyAction } from "../actions";

export const metadata: Metadata = { title: "Create key" };

export default async function NewKeyPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const [products, { defaultRestrictions, ...rules }, limits] = await Promise.all([
    listProducts(ctx),
    keyRules(ctx, ctx.now),
    limitsOfNewKey(ctx),
  ]);
  return (
    <>
      <PageHeader
        title="Create key"
        description="You get its secret right after. The key's ID stays the same for life, also when the secret is replaced."
      />
      <CreateKeyForm
        orgSlug={slug}
        catalog={catalogOf(products)}
        countries={countryNames()}
        rules={rules}
        limits={limits}
        restrictions={defaultRestrictions}
        create={createKeyAction}
      />
    </>
  );
}
