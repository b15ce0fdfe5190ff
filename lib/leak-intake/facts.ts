import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { LockedKey } from "@/lib/keys/lock";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { settledRotation } from "@/lib/keys/rotation-rows";
import type { VersionedPolicies } from "@/lib/orgs/policies/read";
import type { LeakFacts } from "./decide";

type Known = {
  /** Secrets that were found and work. */
  working: ReadonlySet<string>;
  policies: VersionedPolicies;
  knownAddresses: number;
};

/** What a decision about a locked key rests on. Brings its rotation up to date first. */
export async function readFacts(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  { working, policies, knownAddresses }: Known,
): Promise<LeakFacts> {
  const { live, retiring } = await settledRotation(tx, ctx, key);
  const followed = await tx.leakFinding.findFirst({
    where: {
      secretId: { in: [...working] },
      dueAt: null,
      response: { in: ["throttle", "restrict", "rotate"] },
    },
    select: { id: true },
  });
  const { restrictions } = await tx.key.findUniqueOrThrow({
    where: { id: key.id },
    select: { restrictions: true },
  });
  return {
    policy: policies.leakResponse,
    isFollowedBefore: followed !== null,
    leaksLive: working.has(live.id),
    hasRetiring: retiring !== null,
    showSecretsOnce: policies.showSecretsOnce,
    isBoundToAddresses: isBound(restrictions),
    knownAddresses,
  };
}

function isBound(stored: unknown): boolean {
  const read = Restrictions.safeParse(stored);
  // With rules that cannot be read every call is refused.
  return !read.success || (read.data.ip.mode === "enforce" && read.data.ip.allow.length > 0);
}
