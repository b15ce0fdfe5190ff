import { db } from "@/lib/db/client";
import { lookupsOf } from "@/lib/sealing/pepper";

/** Findings that are looked up at once. */
export const BATCH = 1_000;
/** Keys of look-ups in one statement. */
const CHUNK = 500;

/** A finding that nobody has looked up yet. */
export type DueFinding = { id: string; source: string; digest: Uint8Array; url: string; receivedAt: Date };

/** The secret behind a finding. */
export type FoundSecret = { secretId: string; keyId: string; orgId: string };

/** Findings that are to be looked up, those that wait longest first, a thousand at a time. */
export async function dueFindings(now: Date): Promise<DueFinding[]> {
  return db.leakFinding.findMany({
    where: { dueAt: { lte: now } },
    select: { id: true, source: true, digest: true, url: true, receivedAt: true },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: BATCH,
  });
}

/**
 * The secrets with these digests, by finding: retired ones and those of keys in the trash, too, as long as they are not
 * purged. Found as the edge finds them, under every pepper that is in use.
 */
export async function secretsBehind(findings: readonly DueFinding[]): Promise<Map<string, FoundSecret>> {
  const found = new Map<string, FoundSecret>();
  for (let from = 0; from < findings.length; from += CHUNK) {
    const chunk = findings.slice(from, from + CHUNK);
    const findingsAt = new Map<string, string[]>();
    for (const { id, digest } of chunk) {
      for (const lookup of lookupsOf(digest)) {
        const name = hex(lookup);
        findingsAt.set(name, [...(findingsAt.get(name) ?? []), id]);
      }
    }
    const secrets = await db.secret.findMany({
      where: {
        lookup: { in: [...findingsAt.keys()].map((name) => Uint8Array.from(Buffer.from(name, "hex"))) },
      },
      select: { id: true, keyId: true, orgId: true, lookup: true },
    });
    for (const { id: secretId, keyId, orgId, lookup } of secrets) {
      for (const finding of findingsAt.get(hex(lookup)) ?? []) found.set(finding, { secretId, keyId, orgId });
    }
  }
  return found;
}

/** A management token behind a finding. */
export type FoundToken = { tokenId: string; orgId: string };

/** The management tokens with these digests, by finding: revoked and expired ones, too. They are known by their SHA-256. */
export async function tokensBehind(findings: readonly DueFinding[]): Promise<Map<string, FoundToken>> {
  const found = new Map<string, FoundToken>();
  for (let from = 0; from < findings.length; from += CHUNK) {
    const chunk = findings.slice(from, from + CHUNK);
    const tokens = await db.managementToken.findMany({
      where: { tokenHash: { in: chunk.map(({ digest }) => Uint8Array.from(digest)) } },
      select: { id: true, orgId: true, tokenHash: true },
    });
    const tokenOf = new Map(tokens.map((token) => [hex(token.tokenHash), token]));
    for (const { id: finding, digest } of chunk) {
      const token = tokenOf.get(hex(digest));
      if (token) found.set(finding, { tokenId: token.id, orgId: token.orgId });
    }
  }
  return found;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
