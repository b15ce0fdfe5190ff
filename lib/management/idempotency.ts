import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson, type Json } from "@/lib/audit/canonical";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { answerAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { seal } from "@/lib/sealing/seal";

/** How long an answer is kept for a replay. */
export const REPLAY_SECONDS = 24 * 3600;
/** The same for an answer with a secret in an organization that shows secrets once. */
export const REPLAY_SECONDS_SHOWN_ONCE = 600;

/** After so long a request whose end nobody noted is taken for lost, and its key is free again. */
const LOST_AFTER_MS = 60_000;

/** An answer as it is kept. */
export const KeptAnswer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
});
export type KeptAnswer = z.output<typeof KeptAnswer>;

/** Names one request: a key is its token's own, and good for one method, path, precondition and body. */
export type Claim = { tokenId: string; key: string; hash: Uint8Array<ArrayBuffer> };

type Request = { method: string; path: string; ifMatch: string | null; body: unknown };

/**
 * The claim that an `Idempotency-Key` makes; `null` without the header.
 * @throws {DomainError} `invalid_input` for a key that is no 1 to 255 visible ASCII characters.
 */
export function claimOf(tokenId: string, key: string | null, request: Request): Claim | null {
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new DomainError("invalid_input", {
      fields: { "Idempotency-Key": ["Use 1 to 255 visible ASCII characters, a UUID say."] },
    });
  }
  const { method, path, ifMatch, body } = request;
  const text = canonicalJson([method, path, ifMatch, body as Json]);
  return { tokenId, key, hash: Uint8Array.from(createHash("sha256").update(text).digest()) };
}

/**
 * Claims the key for this request, or gives the answer that is kept for it.
 *
 * Inside a transaction, whoever comes second with a key waits until the first one has committed or rolled back.
 * @throws {DomainError} `idempotency_key_reused` for another request; `replay_expired` when the answer is not kept any more;
 * `request_in_progress` when the first one is not over.
 */
export async function claimOrReplay(client: Tx, claim: Claim, now: Date): Promise<KeptAnswer | null> {
  const { tokenId, key, hash: requestHash } = claim;
  const lost = new Date(now.getTime() - LOST_AFTER_MS);
  await client.idempotentAnswer.deleteMany({
    where: { tokenId, key, status: null, createdAt: { lte: lost } },
  });
  const { count } = await client.idempotentAnswer.createMany({
    data: { tokenId, key, requestHash, createdAt: now, replayUntil: now },
    skipDuplicates: true,
  });
  if (count === 1) return null;
  const kept = await client.idempotentAnswer.findUnique({
    where: { tokenId_key: { tokenId, key } },
    select: { requestHash: true, status: true, answer: true, replayUntil: true },
  });
  if (kept === null || (kept.status === null && isSame(kept.requestHash, requestHash))) {
    throw new DomainError("request_in_progress", { retryAfterSeconds: 1 });
  }
  if (!isSame(kept.requestHash, requestHash)) throw new DomainError("idempotency_key_reused");
  if (kept.answer === null || kept.replayUntil <= now) throw new DomainError("replay_expired");
  const text = open(masterKeyring(), kept.answer, answerAad(tokenId, key)).toString();
  return KeptAnswer.parse(JSON.parse(text));
}

/** Whether a request with this key was done before: then nothing needs to be got ready for it. */
export async function isAnswered(client: Tx, { tokenId, key }: Claim): Promise<boolean> {
  const where = { tokenId, key, status: { not: null } };
  return (await client.idempotentAnswer.count({ where })) > 0;
}

/** Keeps the answer to a claimed request, sealed with the master key: it may hold a secret. */
export async function keepAnswer(
  client: Tx,
  { tokenId, key }: Claim,
  answer: KeptAnswer,
  replayUntil: Date,
): Promise<void> {
  const sealed = seal(masterKeyring(), Buffer.from(JSON.stringify(answer)), answerAad(tokenId, key));
  await client.idempotentAnswer.updateMany({
    where: { tokenId, key },
    data: { status: answer.status, answer: sealed, replayUntil },
  });
}

/** Gives a key back whose request was refused: nothing was done, so it can be sent again. */
export async function releaseClaim(client: Tx, { tokenId, key }: Claim): Promise<void> {
  await client.idempotentAnswer.deleteMany({ where: { tokenId, key, status: null } });
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
