import { db } from "@/lib/db/client";
import {
  BATCH,
  type DueFinding,
  dueFindings,
  type FoundSecret,
  type FoundToken,
  secretsBehind,
  tokensBehind,
} from "./due-findings";
import { type Found, followPolicy } from "./follow-policy";
import { followTokenPolicy, type TokenFound } from "./follow-token-policy";

/** After a fault a finding waits, so that it holds up no other. */
const AGAIN_AFTER_MS = 60_000;
/** Batches of one run, so that findings of keys somebody is at work on do not keep it going. */
const ROUNDS = 30;

/** How many findings were looked up: of a secret or token here, and of none. */
export type Settled = { known: number; unknown: number };

/**
 * Looks up what was reported and does what each organization's policy says, key by key and token by token.
 *
 * Every instance may run it, and it may die anywhere: what is done about a key and that it is done are one transaction. A key
 * that somebody is at work on waits for the next run.
 * @throws {AggregateError} What failed; all others were done, and these come again in a minute.
 */
export async function settleFindings(now: Date): Promise<Settled> {
  const all = { known: 0, unknown: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { known, unknown } = await settleBatch(now);
    all.known += known;
    all.unknown += unknown;
    if (known + unknown < BATCH) break;
  }
  return all;
}

async function settleBatch(now: Date): Promise<Settled> {
  const due = await dueFindings(now);
  if (due.length === 0) return { known: 0, unknown: 0 };
  const secrets = await secretsBehind(due);
  const tokens = await tokensBehind(due.filter(({ id }) => !secrets.has(id)));
  const unknown = due.filter(({ id }) => !secrets.has(id) && !tokens.has(id)).map(({ id }) => id);
  await db.leakFinding.updateMany({ where: { id: { in: unknown } }, data: { dueAt: null } });
  const failures: unknown[] = [];
  const jobs = [
    ...byKey(due, secrets).map((found) => ({ found, follow: () => followPolicy(found, now) })),
    ...byToken(due, tokens).map((found) => ({ found, follow: () => followTokenPolicy(found, now) })),
  ];
  for (const { found, follow } of jobs) {
    try {
      await follow();
    } catch (error) {
      failures.push(error);
      await db.leakFinding.updateMany({
        where: { id: { in: found.findings.map(({ id }) => id) }, dueAt: { not: null } },
        data: { dueAt: new Date(now.getTime() + AGAIN_AFTER_MS) },
      });
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} keys or tokens failed.`);
  return { known: due.length - unknown.length, unknown: unknown.length };
}

function byKey(due: readonly DueFinding[], secrets: ReadonlyMap<string, FoundSecret>): Found[] {
  const keys = new Map<string, Found>();
  for (const finding of due) {
    const secret = secrets.get(finding.id);
    if (secret === undefined) continue;
    const { keyId, orgId, secretId } = secret;
    const found = keys.get(keyId) ?? { keyId, orgId, findings: [] };
    keys.set(keyId, { ...found, findings: [...found.findings, { ...finding, secretId }] });
  }
  return [...keys.values()];
}

function byToken(due: readonly DueFinding[], tokens: ReadonlyMap<string, FoundToken>): TokenFound[] {
  const all = new Map<string, TokenFound>();
  for (const finding of due) {
    const token = tokens.get(finding.id);
    if (token === undefined) continue;
    const found = all.get(token.tokenId) ?? { ...token, findings: [] };
    all.set(token.tokenId, { ...found, findings: [...found.findings, finding] });
  }
  return [...all.values()];
}
