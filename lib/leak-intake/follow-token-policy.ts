import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { jobContext } from "@/lib/keys/job-context";
import { notify } from "@/lib/notices/notify";
import { holdPolicies } from "@/lib/orgs/policies/read";
import { emitEvent } from "@/lib/webhooks/emit-event";
import type { DueFinding, FoundToken } from "./due-findings";
import type { TokenResponse } from "./schemas";

/** Findings of one management token. */
export type TokenFound = FoundToken & { findings: DueFinding[] };

/**
 * Does about one management token what its organization lays down, in one transaction with the mark, the audit rows, what
 * people and webhooks are told, and that it is done. Nothing is done twice, by however many processes.
 *
 * Where the policy is to tell people, they are told. Where it is anything more, the token is revoked at once: it can make keys
 * and take their secrets, and nothing between that and nothing would keep a stranger from it. One that works nowhere any more
 * bothers nobody.
 */
export async function followTokenPolicy(found: TokenFound, now: Date): Promise<void> {
  const { tokenId, orgId } = found;
  await withTransaction(async (tx) => {
    const policies = await holdPolicies(tx, orgId);
    const token = await lockToken(tx, tokenId);
    const findings = await stillDue(tx, found);
    const [first] = findings;
    if (token === null || first === undefined) return;
    const works = token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);
    const response: TokenResponse = !works
      ? "none"
      : policies.leakResponse === "notify"
        ? "notify"
        : "revoke";
    const ctx = jobContext("leak-intake", orgId, now);
    const about = { targetType: "management_token", targetId: tokenId } as const;
    await tx.managementToken.update({
      where: { id: tokenId },
      data: {
        leakedAt: token.leakedAt ?? now,
        ...(response === "revoke" ? { revokedAt: now, revokedById: ctx.actor.id } : {}),
      },
      select: { id: true },
    });
    if (response === "revoke") {
      await emitAudit(tx, ctx, {
        ...about,
        action: "management_token.revoked",
        before: { name: token.name, scopes: token.scopes },
        reason: "Found in the open; done by the organization’s policy for leaks.",
      });
    }
    await emitAudit(tx, ctx, {
      ...about,
      action: "management_token.leak_found",
      after: { name: token.name, source: first.source, places: findings.length, response, works },
    });
    await tx.leakFinding.updateMany({
      where: { id: { in: findings.map(({ id }) => id) } },
      data: { orgId, tokenId, response, dueAt: null },
    });
    await tell(tx, { tokenId, orgId, token, first, response }, now);
  });
}

type LockedToken = {
  name: string;
  scopes: string[];
  createdById: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
  leakedAt: Date | null;
};

/** Nobody else revokes it until the transaction ends; `null` when it is gone with its organization. */
async function lockToken(tx: Tx, id: string): Promise<LockedToken | null> {
  await tx.$executeRaw`SELECT FROM management_token WHERE id = ${id} FOR NO KEY UPDATE`;
  return tx.managementToken.findUnique({
    where: { id },
    select: {
      name: true,
      scopes: true,
      createdById: true,
      expiresAt: true,
      revokedAt: true,
      leakedAt: true,
    },
  });
}

/** The findings that no other process was faster about; the token is locked, so they stay so. */
async function stillDue(tx: Tx, { findings }: TokenFound): Promise<DueFinding[]> {
  const due = await tx.leakFinding.findMany({
    where: { id: { in: findings.map(({ id }) => id) }, dueAt: { not: null } },
    select: { id: true },
  });
  const ids = new Set(due.map(({ id }) => id));
  return findings.filter(({ id }) => ids.has(id));
}

type Told = FoundToken & { token: LockedToken; first: DueFinding; response: TokenResponse };

/** Whoever made the token and every admin, while it worked, once a day; webhooks in any case. */
async function tell(tx: Tx, { tokenId, orgId, token, first, response }: Told, now: Date): Promise<void> {
  await emitEvent(tx, {
    orgId,
    type: "leak.token_found",
    at: now,
    once: first.id,
    payload: {
      findingId: first.id,
      tokenId,
      tokenName: token.name,
      source: first.source,
      url: first.url === "" ? null : first.url,
      response,
    },
  });
  if (response === "none") return;
  const notice = {
    orgId,
    kind: "token.leak_found" as const,
    subject: tokenId,
    occurrence: now.toISOString().slice(0, 10),
    data: {
      tokenName: token.name,
      source: first.source,
      host: URL.parse(first.url)?.host ?? "",
      foundAt: first.receivedAt.toISOString(),
      response,
    },
    at: now,
  };
  await notify(tx, { ...notice, userIds: [token.createdById] });
  await notify(tx, { ...notice, role: "admin" });
}
