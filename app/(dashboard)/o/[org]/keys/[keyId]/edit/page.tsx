import type { Metadata } from "next";
import { countryNames } from "@/components/keys/country-names";
import { EditKeyForm } from "@/components/keys/edit/edit-key-form";
import { StatusBadge } from "@/components/keys/status-badge";
import { PageHeader } from "@/components/ui/page-header";
import { listProducts } from "@/lib/products/list";
import { editKeyAction } from "../../actions";
import { loadKey } from "../load-key";

type EditKeyPageProps = { params: Promise<{ org: string; keyId: string }> };

export async function generateMetadata({ params }: EditKeyPageProps): Promise<Metadata> {
  const { org, keyId } = await params;
  return { title: `Edit ${(await loadKey(org, keyId)).details.name}` };
}

export default async function EditKeyPage({ params }: EditKeyPageProps) {
  const { org, keyId } = await params;
  const { ctx, details } = await loadKey(org, keyId);
  const products = await listProducts(ctx);
  const { id, version, name, access, queryKey, validFrom, expiresAt, restrictions, limits } = details;
  return (
    <>
      <PageHeader
        title={
          <>
            Edit <bdi>{name}</bdi>
          </>
        }
        meta={<StatusBadge status={details.status} />}
        description="Saved as one and in force within a second. The secret and the key ID stay as they are."
      />
      <EditKeyForm
        orgSlug={org}
        current={{
          id,
          version,
          name,
          access,
          queryKey,
          validFrom,
          expiresAt,
          restrictions,
          limits,
          products: details.products.map(({ id: productId, classIds }) => ({ id: productId, classIds })),
        }}
        catalog={products.map(({ id: productId, name: productName, description, isSample, classes }) => ({
          id: productId,
          name: productName,
          description,
          isSample,
          classes: classes.map(({ id: classId, name: className, defaultQps, paths }) => ({
            id: classId,
            name: className,
            defaultQps,
            paths,
          })),
        }))}
        countries={countryNames()}
        save={editKeyAction}
      />
    </>
  );
}
