import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { jobContext } from "@/lib/keys/job-context";
import { type LockedKey, lockIdleKey } from "@/lib/keys/lock";
import { markFoundLeaked } from "@/lib/keys/mark-found-leaked";
import { secretStatus } from "@/lib/keys/secret-status";
import { holdPolicies } from "@/lib/orgs/policies/read";
import { carryOut } from "./carry-out";
import { decide } from "./decide";
import type { DueFinding } from "./due-findings";
import { readFacts } from "./facts";
import { knownAddresses } from "./known-addresses";
import { tellOf } from "./tell";

/** Findings of one key's secrets. */
export type Found = { keyId: string; orgId: string; findings: (DueFinding & { secretId: string })[] };

/**
 * Does about one key what its organization lays down, in one transaction with the marks, the audit rows, what people and
 * webhooks are told, and that it is done. Nothing is done twice, by however many processes.
 *
 * A secret that has ended, and one of a key in the trash, works nowhere: its finding is kept, and nobody is bothered.
 */
export async function followPolicy(found: Found, now: Date): Promise<void> {
  const addresses = await addressesFor(found);
  await withTransaction(async (tx) => {
    const policies = await holdPolicies(tx, found.orgId);
    const key = await lockIdleKey(tx, found.keyId);
    if (key === null) return;
    const findings = await stillDue(tx, found);
    const [first] = findings;
    if (first === undefined) return;
    const ctx = jobContext("leak-intake", found.orgId, now);
    const working = await workingSecrets(tx, findings, now);
    const isOver = working.size === 0 || key.deletedAt !== null;
    const { decision, endsAt } = isOver
      ? { decision: null, endsAt: null }
      : await act(tx, ctx, key, { working, policies, addresses });
    await markFoundLeaked(tx, ctx, key, {
      secretIds: [...new Set(findings.map(({ secretId }) => secretId))],
      found: { source: first.source, places: findings.length, response: decision?.response ?? "none" },
    });
    for (const { id, secretId } of findings) {
      const response = working.has(secretId) ? (decision?.response ?? "none") : "none";
      const data = { orgId: key.orgId, keyId: key.id, secretId, response, dueAt: null };
      await tx.leakFinding.update({ where: { id }, data, select: { id: true } });
    }
    await tellOf(tx, { key, finding: first, decision, endsAt, works: !isOver }, now);
  });
}

type Scene = {
  working: ReadonlySet<string>;
  policies: Awaited<ReturnType<typeof holdPolicies>>;
  addresses: readonly string[];
};

async function act(tx: Tx, ctx: AuditContext, key: LockedKey, { working, policies, addresses }: Scene) {
  const facts = await readFacts(tx, ctx, key, { working, policies, knownAddresses: addresses.length });
  const decision = decide(facts);
  return { decision, endsAt: await carryOut(tx, ctx, key, decision, addresses) };
}

/** Read before the transaction begins, and only where the policy may ask for it. */
async function addressesFor({ orgId, keyId, findings }: Found): Promise<string[]> {
  const org = await db.org.findUnique({ where: { id: orgId }, select: { leakResponse: true } });
  const reportedMs = Math.min(...findings.map(({ receivedAt }) => receivedAt.getTime()));
  return org?.leakResponse === "restrict" ? knownAddresses({ orgId, keyId }, new Date(reportedMs)) : [];
}

/** The findings that no other process was faster about; the key is locked, so they stay so. */
async function stillDue(tx: Tx, { findings }: Found): Promise<Found["findings"]> {
  const due = await tx.leakFinding.findMany({
    where: { id: { in: findings.map(({ id }) => id) }, dueAt: { not: null } },
    select: { id: true },
  });
  const ids = new Set(due.map(({ id }) => id));
  return findings.filter(({ id }) => ids.has(id));
}

async function workingSecrets(tx: Tx, findings: Found["findings"], now: Date): Promise<Set<string>> {
  const secrets = await tx.secret.findMany({
    where: { id: { in: findings.map(({ secretId }) => secretId) } },
    select: { id: true, status: true, retiresAt: true },
  });
  return new Set(
    secrets
      .filter((secret) => secretStatus({ ...secret, lastUsedAt: null }, now) !== "retired")
      .map(({ id }) => id),
  );
}
