import { randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import { SAMPLE_PRODUCTS, SAMPLE_UPSTREAM } from "@/lib/samples/products";
import { upstreamSecretAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";
import type { ProductSlug } from "./key-cast";

/** The sample APIs as products, behind one upstream that is this app itself. Returns their IDs by slug. */
export async function seedProducts(): Promise<Record<ProductSlug, string>> {
  const upstreamId = newId("upstream");
  const secretId = newId("upstreamSecret");
  const sealed = seal(edgeKeyring(), randomBytes(32), upstreamSecretAad(upstreamId, secretId));
  await db.upstream.create({
    data: { id: upstreamId, ...SAMPLE_UPSTREAM, secrets: { create: { id: secretId, sealed } } },
  });
  const ids: Partial<Record<ProductSlug, string>> = {};
  for (const { classes, ...product } of SAMPLE_PRODUCTS) {
    const id = newId("product");
    await db.product.create({
      data: {
        ...product,
        id,
        upstreamId,
        classes: {
          create: classes.map((endpointClass) => ({
            ...endpointClass,
            paths: [...endpointClass.paths],
            id: newId("endpointClass"),
          })),
        },
      },
    });
    ids[product.slug] = id;
  }
  return ids as Record<ProductSlug, string>;
}
