import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lookupsOf } from "@/lib/sealing/pepper";
import { type LeakedSecret, type LeakReport, leakReport } from "./report";
import type { FindLeaksInput } from "./schemas";

/** What was found. `unknown` are digests of no secret of this organization: another's are not told apart from nobody's. */
export type FoundLeaks = { reports: LeakReport[]; unknown: string[] };

/**
 * The keys behind these digests (SHA-256 of a secret) and key IDs, among those of the organization: retired secrets and keys
 * in the trash are found, too, until they are purged.
 *
 * A secret never comes here, only its digest; it is found through the same keyed look-up as at the edge.
 * @throws {DomainError} `forbidden`; `not_found` for a key ID that is not one of the organization's.
 */
export async function findLeaks(ctx: OrgContext, { digests, keyIds }: FindLeaksInput): Promise<FoundLeaks> {
  requirePermission(ctx, "keys:read");
  const found = await Promise.all(digests.map((digest) => findSecret(ctx.org.id, digest)));
  const secretsOf = new Map<string, LeakedSecret[]>(keyIds.map((keyId) => [keyId, []]));
  for (const secret of found) {
    if (secret === null) continue;
    const { keyId, ...facts } = secret;
    secretsOf.set(keyId, [...(secretsOf.get(keyId) ?? []), facts]);
  }
  const reports: LeakReport[] = [];
  for (const [keyId, secrets] of secretsOf) reports.push(await leakReport(ctx, keyId, secrets));
  return { reports, unknown: digests.filter((_, at) => found[at] === null) };
}

async function findSecret(orgId: string, digest: string) {
  const secret = await db.secret.findFirst({
    where: { orgId, lookup: { in: lookupsOf(Buffer.from(digest, "hex")) } },
    select: FOUND_SELECT,
  });
  if (secret === null) return null;
  const use = await db.secretLastUsed.findUnique({
    where: { secretId: secret.id },
    select: { at: true, ip: true },
  });
  return { ...secret, digest, lastUsedAt: use?.at ?? null, lastUsedIp: use?.ip ?? null };
}

const FOUND_SELECT = {
  id: true,
  keyId: true,
  status: true,
  retiresAt: true,
  head: true,
  tail: true,
  createdAt: true,
  leakedAt: true,
} satisfies Prisma.SecretSelect;
