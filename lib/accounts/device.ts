import { createHash, randomBytes } from "node:crypto";
import { db, type Tx } from "@/lib/db/client";
import { KNOWN_DEVICES_MAX } from "./throttle-curve";

/** How long a browser remembers that it is known: one year. */
export const DEVICE_COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/** A new token for a browser: 256 bits. It gives no access; it only keeps strangers' failures apart from its owner's. */
export function newDeviceToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The browser's token if it has the shape of one, else null. */
export function deviceTokenOf(cookie: string | undefined): string | null {
  return cookie !== undefined && /^[A-Za-z0-9_-]{43}$/.test(cookie) ? cookie : null;
}

/** Bound to the person: a browser two people share is known to each of them apart, under one token. */
export function deviceHash(token: string, userId: string): Buffer {
  return createHash("sha256").update(`${token}\0${userId}`).digest();
}

/** Whether this person has signed in from the browser with this token. */
export async function isKnownDevice(hash: Buffer): Promise<boolean> {
  const row = await db.knownDevice.findUnique({
    where: { tokenHash: new Uint8Array(hash) },
    select: { userId: true },
  });
  return row !== null;
}

/** From now on the browser is known to this person; beyond the last five, the one unused longest is forgotten. */
export async function trustDevice(tx: Tx, hash: Buffer, userId: string, now: Date): Promise<void> {
  const tokenHash = new Uint8Array(hash);
  await tx.knownDevice.upsert({
    where: { tokenHash },
    create: { tokenHash, userId, createdAt: now, lastUsedAt: now },
    update: { lastUsedAt: now },
    select: { userId: true },
  });
  const surplus = await tx.knownDevice.findMany({
    where: { userId },
    select: { tokenHash: true },
    orderBy: [{ lastUsedAt: "desc" }, { createdAt: "desc" }, { tokenHash: "asc" }],
    skip: KNOWN_DEVICES_MAX,
  });
  await tx.knownDevice.deleteMany({ where: { tokenHash: { in: surplus.map((row) => row.tokenHash) } } });
}

/** The browser is a stranger again. */
export async function distrustDevice(hash: Buffer): Promise<void> {
  await db.knownDevice.deleteMany({ where: { tokenHash: new Uint8Array(hash) } });
}
