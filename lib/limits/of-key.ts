import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import type { LimitInForce } from "./class-qps";
import { limitsOfKeys } from "./of-keys";

/** The limits of a key of the organization that are in force, as `limitsOfKeys` tells them; an unknown key has none. */
export async function limitsOfKey(ctx: OrgContext, keyId: string): Promise<LimitInForce[]> {
  return (await limitsOfKeys(db, ctx, [keyId])).get(keyId) ?? [];
}
