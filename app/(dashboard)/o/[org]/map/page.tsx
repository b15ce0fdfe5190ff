import { KeyRound, Lock } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { MapScreen } from "@/components/map/map-screen";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import { requireOrg } from "@/lib/accounts/session";
import { listKeys } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { PAGE_SIZE_MAX } from "@/lib/keys/terms";
import { can } from "@/lib/members/permissions";
import { listProducts } from "@/lib/products/list";
import { copySecretAction } from "../keys/actions";

export const metadata: Metadata = { title: "Map" };

type MapPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ key?: string | string[] }>;
};

export default async function MapPage({ params, searchParams }: MapPageProps) {
  const [{ org: slug }, { key: asked }] = await Promise.all([params, searchParams]);
  const ctx = await requireOrg(slug);
  const maps = (await listProducts(ctx)).find((product) => product.slug === "map-display");
  const { keys } = await listKeys(
    ctx,
    ListKeysInput.parse({ status: ["active"], productIds: maps ? [maps.id] : [], limit: PAGE_SIZE_MAX }),
  );
  const usable = keys.filter((key) => key.canCopy && key.products.some((one) => one.slug === "map-display"));
  const first = usable.find((key) => key.id === asked) ?? usable[0];
  return (
    <>
      <PageHeader
        title="Map"
        meta={<Tag>sample data</Tag>}
        description="Pan and zoom to make real traffic with one of your keys, and watch it arrive in Analytics."
      />
      {first ? (
        <MapScreen
          orgSlug={slug}
          initialKeyId={first.id}
          copySecretAction={copySecretAction}
          keys={usable.map(({ id, name, preview, products }) => ({
            id,
            name,
            preview,
            productSlugs: products.map((product) => product.slug),
          }))}
        />
      ) : can(ctx.role, "keys:copy", true) ? (
        <EmptyState
          icon={KeyRound}
          title="No key to draw a map with"
          action={
            <Button asChild variant="primary">
              <Link href={`/o/${slug}/keys/new`}>Create key</Link>
            </Button>
          }
        >
          A map needs an active key for Map Display whose secret you may copy. There is none yet.
        </EmptyState>
      ) : (
        <EmptyState icon={Lock} title="Your role cannot use keys">
          A map is drawn with the secret of a key. As a {ctx.role} you see keys and their usage, but never
          copy a secret. Ask an admin for the developer role.
        </EmptyState>
      )}
    </>
  );
}
