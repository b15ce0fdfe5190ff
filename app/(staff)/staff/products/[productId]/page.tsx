import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TrailName } from "@/components/frame/trail-name";
import { ProductForm } from "@/components/products/product-form";
import { productValues } from "@/components/products/product-values";
import { ReachLine } from "@/components/products/reach-line";
import { SwitchProduct } from "@/components/products/switch-product";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import { isDomainError } from "@/lib/errors/domain-error";
import { getProduct } from "@/lib/products/list-all";
import { productReach } from "@/lib/products/reach";
import { listUpstreams } from "@/lib/upstreams/list";
import {
  createProductAction,
  disableProductAction,
  dryRunAction,
  enableProductAction,
  updateProductAction,
} from "../actions";
import { requireProductManager } from "../require-manager";

type ProductPageProps = { params: Promise<{ productId: string }> };

const load = cache(async (productId: string) => {
  const ctx = await requireProductManager();
  const product = await getProduct(ctx, productId).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, product };
});

export async function generateMetadata({ params }: ProductPageProps): Promise<Metadata> {
  return { title: (await load((await params).productId)).product.name };
}

export default async function ProductPage({ params }: ProductPageProps) {
  const { ctx, product } = await load((await params).productId);
  const [upstreams, reach] = await Promise.all([listUpstreams(ctx), productReach(ctx, product.id)]);
  const { id, name, version, disabledAt, keyCount } = product;
  return (
    <>
      <TrailName id={id} name={name} />
      <PageHeader
        title={<bdi>{name}</bdi>}
        meta={
          <>
            {product.isSample ? <Tag>sample</Tag> : null}
            <ReachLine reach={reach} isDisabled={disabledAt !== null} />
          </>
        }
        description={
          disabledAt === null
            ? "What is saved here is in force at every edge within a second, without a restart."
            : "Out of service: its calls are answered with 404. It can be edited meanwhile."
        }
      />
      <ProductForm
        // Taken out of service, or back, it is another version of the product; what this form saved, it knows itself.
        key={`${id} ${disabledAt}`}
        product={{ id, version }}
        start={productValues(product)}
        upstreams={upstreams.map((one) => ({ id: one.id, name: one.name, baseUrl: one.baseUrl }))}
        dryRun={dryRunAction}
        create={createProductAction}
        update={updateProductAction}
      />
      <div className="mt-6">
        <SwitchProduct
          product={{ id, name, isDisabled: disabledAt !== null, keyCount }}
          disable={disableProductAction}
          enable={enableProductAction}
        />
      </div>
    </>
  );
}
