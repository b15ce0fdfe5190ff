import type { Metadata } from "next";
import { countryNames } from "@/components/keys/country-names";
import { catalogOf } from "@/components/keys/edit/catalog";
import { EditKeyForm } from "@/components/keys/edit/edit-key-form";
import type { EditableKey } from "@/components/keys/edit/edit-values";
import { StatusBadge } from "@/components/keys/status-badge";
import { PageHeader } from "@/components/ui/page-header";
import { isDomainError } from "@/lib/errors/domain-error";
import type { KeyDetails } from "@/lib/keys/get";
import { keyRules } from "@/lib/keys/rules";
import type { KeyTraffic } from "@/lib/keys/suggestions/schemas";
import { keyTraffic } from "@/lib/keys/suggestions/traffic";
import type { OrgContext } from "@/lib/orgs/context";
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
  const [products, { defaultRestrictions: _, ...rules }] = await Promise.all([
    listProducts(
      ctx,
      details.products.map(({ id }) => id),
    ),
    keyRules(ctx, new Date(details.createdAt)),
  ]);
  return (
    <>
      <PageHeader
        title={
          <>
            Edit <bdi>{details.name}</bdi>
          </>
        }
        meta={<StatusBadge status={details.status} />}
        description="Saved as one and in force within a second. The secret and the key ID stay as they are."
      />
      <EditKeyForm
        orgSlug={org}
        current={editableKey(details)}
        catalog={catalogOf(products)}
        countries={countryNames()}
        rules={rules}
        traffic={trafficOf(ctx, details.id)}
        save={editKeyAction}
      />
    </>
  );
}

/** Streamed after the form; who waits too long for it gets the form without. */
async function trafficOf(ctx: OrgContext, keyId: string): Promise<KeyTraffic | null> {
  try {
    return await keyTraffic(ctx, keyId);
  } catch (error) {
    if (isDomainError(error) && error.code === "unavailable") return null;
    throw error;
  }
}

/** Of everything about the key, what the form works on: the rest stays out of the page. */
function editableKey(details: KeyDetails): EditableKey {
  const { id, version, name, billingType, tags, note, isProtected, rotateEveryDays } = details;
  const { access, queryKey, validFrom, expiresAt, restrictions, limits } = details;
  return {
    id,
    version,
    name,
    billingType,
    tags,
    note,
    isProtected,
    rotateEveryDays,
    access,
    queryKey,
    validFrom,
    expiresAt,
    restrictions,
    limits,
    products: details.products.map(({ id: productId, classIds }) => ({ id: productId, classIds })),
  };
}
