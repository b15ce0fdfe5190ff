import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/std/id";

/**
 * Asks every edge, from commit on, to accept the secret no more and to say whether it has. Answers the fence's ID.
 *
 * Whoever opens a fence settles it; one that is left standing is taken down by any edge after ten seconds.
 */
export async function openFence(tx: Tx, { keyId, secretId }: { keyId: string; secretId: string }) {
  const id = newId("fence");
  await tx.rotationFence.create({ data: { id, keyId, secretId }, select: { id: true } });
  await recordChange(tx, "fence", id);
  return id;
}
