import { createHash, randomBytes } from "node:crypto";
import { db, type Tx } from "@/lib/db/client";
import type { EmailTokenPurpose } from "@/lib/db/generated/enums";
import { DomainError } from "@/lib/errors/domain-error";
import { newId } from "@/lib/std/id";

const HOUR_MS = 60 * 60 * 1000;

/** How long a mailed link works. */
export const LINK_LIFE_MS = {
  verify_email: 24 * HOUR_MS,
  reset_password: HOUR_MS,
} as const satisfies Record<EmailTokenPurpose, number>;

/** A new one-time token (256 bits) for this person and purpose; ends the older ones of the same purpose. */
export async function issueLinkToken(
  tx: Tx,
  { userId, purpose, now }: { userId: string; purpose: EmailTokenPurpose; now: Date },
): Promise<string> {
  await endLinkTokens(tx, { userId, purpose, now });
  const plaintext = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + LINK_LIFE_MS[purpose]);
  await tx.emailToken.create({
    data: {
      id: newId("emailToken"),
      userId,
      purpose,
      tokenHash: hashOf(plaintext),
      createdAt: now,
      expiresAt,
    },
    select: { id: true },
  });
  return plaintext;
}

/** Ends every unused token this person has for this purpose. */
export async function endLinkTokens(
  tx: Tx,
  { userId, purpose, now }: { userId: string; purpose: EmailTokenPurpose; now: Date },
): Promise<void> {
  await tx.emailToken.updateMany({ where: { userId, purpose, usedAt: null }, data: { usedAt: now } });
}

/** The address a working link was sent to; null when it is used, ended, expired or unknown. Uses nothing up. */
export async function findLinkEmail(
  plaintext: string,
  purpose: EmailTokenPurpose,
  now: Date,
): Promise<string | null> {
  return (await findLinkOwner(plaintext, purpose, now))?.email ?? null;
}

/** Whose working link this is; null as with `findLinkEmail`. */
export async function findLinkOwner(
  plaintext: string,
  purpose: EmailTokenPurpose,
  now: Date,
): Promise<{ id: string; email: string } | null> {
  const row = await db.emailToken.findFirst({
    where: {
      tokenHash: hashOf(plaintext),
      purpose,
      usedAt: null,
      expiresAt: { gt: now },
      user: { disabledAt: null },
    },
    select: { user: { select: { id: true, email: true } } },
  });
  return row?.user ?? null;
}

/**
 * Uses a token up and answers whose it was. One guarded statement, so that of two uses at once one fails.
 * @throws {DomainError} `link_invalid`.
 */
export async function consumeLinkToken(
  tx: Tx,
  { plaintext, purpose, now }: { plaintext: string; purpose: EmailTokenPurpose; now: Date },
): Promise<string> {
  const [row] = await tx.emailToken.updateManyAndReturn({
    where: { tokenHash: hashOf(plaintext), purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { userId: true },
  });
  if (row === undefined) throw new DomainError("link_invalid");
  return row.userId;
}

function hashOf(plaintext: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(plaintext).digest());
}
