import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TrailName } from "@/components/frame/trail-name";
import { RemoveUpstream } from "@/components/products/remove-upstream";
import { SigningSecrets } from "@/components/products/signing-secrets";
import { UpstreamForm } from "@/components/products/upstream-form";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { isDomainError } from "@/lib/errors/domain-error";
import { getUpstream } from "@/lib/upstreams/list";
import { requireProductManager } from "../../require-manager";
import {
  createUpstreamAction,
  discardUpstreamSecretAction,
  prepareUpstreamSecretAction,
  removeUpstreamAction,
  signWithNextSecretAction,
  tryUpstreamAction,
  updateUpstreamAction,
} from "../actions";

type UpstreamPageProps = { params: Promise<{ upstreamId: string }> };

const load = cache(async (upstreamId: string) => {
  const ctx = await requireProductManager();
  return getUpstream(ctx, upstreamId).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: UpstreamPageProps): Promise<Metadata> {
  return { title: (await load((await params).upstreamId)).name };
}

export default async function UpstreamPage({ params }: UpstreamPageProps) {
  const { id, version, products, secrets, ...fields } = await load((await params).upstreamId);
  return (
    <>
      <TrailName id={id} name={fields.name} />
      <PageHeader
        title={<bdi>{fields.name}</bdi>}
        description={
          products.length === 0 ? (
            "No product stands on it yet."
          ) : (
            <>
              Calls of{" "}
              {products.map((product, at) => (
                <span key={product.id}>
                  {at === 0 ? "" : ", "}
                  <TextLink href={`/staff/products/${product.id}`}>{product.name}</TextLink>
                  {product.isDisabled ? (
                    <>
                      {" "}
                      <Tag>disabled</Tag>
                    </>
                  ) : null}
                </span>
              ))}{" "}
              go here.
            </>
          )
        }
      />
      <div className="grid gap-6">
        <UpstreamForm
          key={id}
          upstream={{ id, version }}
          start={fields}
          tryAddress={tryUpstreamAction}
          create={createUpstreamAction}
          update={updateUpstreamAction}
        />
        <div className="max-w-3xl">
          <SigningSecrets
            upstreamId={id}
            secrets={secrets}
            prepare={prepareUpstreamSecretAction}
            signWithNext={signWithNextSecretAction}
            discard={discardUpstreamSecretAction}
          />
        </div>
        {products.length === 0 ? (
          <div>
            <RemoveUpstream upstreamId={id} name={fields.name} remove={removeUpstreamAction} />
          </div>
        ) : null}
      </div>
    </>
  );
}
