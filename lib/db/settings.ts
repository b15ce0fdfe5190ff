import { db } from "./client";
import type { Prisma } from "./generated/client";

/** A fact about this installation as it was stored, to be parsed by the caller; `null` when it was never set. */
export async function getSetting(key: string): Promise<unknown> {
  const row = await db.setting.findUnique({ where: { key }, select: { value: true } });
  return row ? row.value : null;
}

/** Sets a fact, or replaces it. The last writer wins. */
export async function setSetting(key: string, value: Prisma.InputJsonValue): Promise<void> {
  await db.setting.upsert({
    where: { key },
    create: { key, value },
    update: { value },
    select: { key: true },
  });
}
