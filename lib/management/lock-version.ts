import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { lockKey } from "@/lib/keys/lock";
import { holdPolicies } from "@/lib/orgs/policies/read";
import type { TokenContext } from "./authenticate";
import type { WantedVersions } from "./etag";

/**
 * Locks a living key for the rest of the transaction when the client said which versions it has seen: what it does next, it
 * does to one of them.
 * @throws {DomainError} `version_mismatch` when it is another one by now; `not_found`.
 */
export async function lockWantedVersion(
  tx: Tx,
  ctx: TokenContext,
  keyId: string,
  wanted: WantedVersions,
): Promise<void> {
  if (wanted === null) return;
  // The organization before the key, as everywhere.
  await holdPolicies(tx, ctx.org.id);
  const { version } = await lockKey(tx, ctx, "keys:read", { keyId, version: null });
  if (!wanted.includes(version)) throw new DomainError("version_mismatch");
}
