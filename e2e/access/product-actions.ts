import type { ActionRow } from "./action-row";

/** A product of its own on an upstream of its own, in service or not. */
async function productAt(disabledAt: Date | null = null) {
  const { makeProduct } = await import("@/test/factories");
  const { db } = await import("@/lib/db/client");
  const product = await makeProduct();
  await db.product.update({ where: { id: product.id }, data: { disabledAt } });
  return product;
}

/** An upstream that nothing stands on, with or without a next secret that waits. */
async function upstreamAt(isWaiting = false): Promise<{ upstreamId: string }> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const { newUpstreamSecret } = await import("@/lib/upstreams/new-secret");
  const id = newId("upstream");
  await db.upstream.create({ data: { id, ...(await upstreamFields()) }, select: { id: true } });
  const now = new Date();
  await db.upstreamSecret.create({ data: newUpstreamSecret(id, now, now).row, select: { id: true } });
  if (isWaiting)
    await db.upstreamSecret.create({ data: newUpstreamSecret(id, now, null).row, select: { id: true } });
  return { upstreamId: id };
}

async function upstreamFields() {
  const { UPSTREAM_DEFAULTS } = await import("@/lib/upstreams/schemas");
  const { randomBase62 } = await import("@/lib/std/base62");
  return { ...UPSTREAM_DEFAULTS, name: `Upstream ${randomBase62(10)}`, baseUrl: "self:/samples" };
}

async function productFields(upstreamId: string) {
  const { randomBase62 } = await import("@/lib/std/base62");
  const slug = `p${randomBase62(10).toLowerCase()}`;
  const weights = { defaultQps: 5, weightRequests: 1, weightTransactions: 1 };
  return {
    slug,
    name: "Product",
    description: "",
    upstreamId,
    refusalStyle: "problem",
    bodyLimitBytes: 1000,
    allowWebsocket: false,
    answerHeaders: [],
    position: 1,
    classes: [{ id: null, slug: "all", name: "All", ...weights, paths: [`/${slug}/{rest+}`] }],
  };
}

const manages = { staff: "products:manage", isAudited: true } as const;
const reads = { staff: "products:manage", isAudited: false } as const;

/** What the operator does to products, upstreams and the health page. */
export const PRODUCT_ACTIONS: Readonly<Record<string, ActionRow>> = {
  createProductAction: { ...manages, input: async () => productFields((await productAt()).upstreamId) },
  updateProductAction: {
    ...manages,
    input: async () => {
      const { id, upstreamId } = await productAt();
      const { slug: _, ...fields } = await productFields(upstreamId);
      return { ...fields, productId: id, version: 1 };
    },
  },
  disableProductAction: {
    ...manages,
    input: async () => ({ productId: (await productAt()).id, reason: "Moves house." }),
  },
  enableProductAction: {
    ...manages,
    input: async () => ({ productId: (await productAt(new Date())).id, reason: "Back." }),
  },
  dryRunAction: { ...reads, input: async () => ({ path: "/nobody", draft: null }) },
  createUpstreamAction: { ...manages, input: upstreamFields },
  updateUpstreamAction: {
    ...manages,
    input: async () => ({ ...(await upstreamAt()), ...(await upstreamFields()), version: 1 }),
  },
  removeUpstreamAction: { ...manages, input: () => upstreamAt() },
  prepareUpstreamSecretAction: { ...manages, input: () => upstreamAt() },
  signWithNextSecretAction: { ...manages, input: () => upstreamAt(true) },
  discardUpstreamSecretAction: { ...manages, input: () => upstreamAt(true) },
  tryUpstreamAction: { ...reads, input: async () => ({ baseUrl: "http://10.0.0.1/" }) },
  measurePropagationAction: { staff: "health:read", isAudited: false, input: async () => ({}) },
};
