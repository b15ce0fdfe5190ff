import { db } from "@/lib/db/client";
import { extendRotation } from "@/lib/keys/extend-rotation";
import { ExtendRotationInput, RotateKeyInput } from "@/lib/keys/life-schemas";
import { rotateKey } from "@/lib/keys/rotate";
import type { RotatedKey } from "@/lib/keys/rotate-locked";
import type { OrgContext } from "@/lib/orgs/context";
import type { TestKey } from "./factories";

const HOUR = 3600;

type Terms = { hours?: number; startAtFirstUse?: boolean; endRetiringNow?: boolean; reason?: string };

/** Rotates a key, with an overlap of an hour unless told otherwise. */
export function rotateFor(
  ctx: OrgContext,
  { id }: Pick<TestKey, "id">,
  { hours = 1, ...terms }: Terms = {},
): Promise<RotatedKey> {
  return rotateKey(ctx, RotateKeyInput.parse({ keyId: id, overlapSeconds: hours * HOUR, ...terms }));
}

/** Lets a rotation last `hours`, counted from the rotation. */
export function extendTo(ctx: OrgContext, { id }: Pick<TestKey, "id">, hours: number) {
  return extendRotation(ctx, ExtendRotationInput.parse({ keyId: id, overlapSeconds: hours * HOUR }));
}

/** The same person, some hours later. */
export function hoursLater<T extends { now: Date }>(ctx: T, hours: number): T {
  return { ...ctx, now: new Date(ctx.now.getTime() + hours * HOUR * 1000) };
}

/** As counting does when a secret was accepted, first at `firstAt`. */
export async function noteUse(
  key: Pick<TestKey, "id" | "orgId">,
  secretId: string,
  firstAt: Date,
  at = firstAt,
): Promise<void> {
  await db.secretLastUsed.create({
    data: { secretId, keyId: key.id, orgId: key.orgId, firstAt, at, ip: "192.0.2.1" },
  });
}

/** Status and end of every secret of a key, oldest first, and whether its ciphertext is still there. */
export async function secretsOf({ id }: Pick<TestKey, "id">) {
  const rows = await db.secret.findMany({
    where: { keyId: id },
    select: { id: true, status: true, retiresAt: true, overlapSeconds: true, sealedSecret: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ sealedSecret, ...row }) => ({ ...row, isKept: sealedSecret !== null }));
}
