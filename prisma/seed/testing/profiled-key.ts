import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import type { UsageProfile } from "../usage";

/** A key of an organization of its own, somebody who may read its numbers, and what its calls are to be like: all answered. */
export async function profiledKey(given: Pick<UsageProfile, "stream" | "callsPerMinute">) {
  const org = await makeOrg();
  const product = await makeProduct();
  const key = await makeKey({ org, products: [product] });
  const profile: UsageProfile = {
    orgId: org.id,
    keyId: key.id,
    secretId: key.secretId,
    productId: product.id,
    classId: product.classId,
    answerBytes: 1000,
    outcomes: [{ status: 200, code: "", share: 1 }],
    ...given,
  };
  return { ctx: await viewerCtx(org), key, profile };
}
