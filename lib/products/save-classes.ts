import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { newId } from "@/lib/std/id";
import type { ClassFields } from "./schemas";

type Stored = { readonly id: string; readonly slug: string; readonly name: string };

/**
 * Makes a product's endpoint classes these: known ones changed, new ones added, those left out removed.
 * @throws {DomainError} `invalid_input` for an ID that is not of this product, a slug that was changed, and a class that keys,
 * limits, plans or requests go by: without it a key could suddenly call more, or less, than was agreed.
 */
export async function saveClasses(
  tx: Tx,
  productId: string,
  stored: readonly Stored[],
  wanted: readonly ClassFields[],
): Promise<void> {
  const known = new Map(stored.map((one) => [one.id, one]));
  const fields: Record<string, string[]> = {};
  wanted.forEach(({ id, slug }, at) => {
    const one = id === null ? undefined : known.get(id);
    if (id !== null && one === undefined) {
      fields[`classes.${at}.name`] = ["This endpoint class is not there any more. Reload the page."];
    } else if (one !== undefined && one.slug !== slug) {
      fields[`classes.${at}.slug`] = [`Programs know it as ${one.slug}: the identifier stays.`];
    }
  });
  const kept = new Set(wanted.map(({ id }) => id));
  const gone = stored.filter(({ id }) => !kept.has(id));
  const inUse = await usesOf(tx, gone);
  if (inUse.length > 0) fields.classes = inUse;
  if (Object.keys(fields).length > 0) throw new DomainError("invalid_input", { fields });
  // Before the new ones come: a slug may be used again.
  await tx.endpointClass.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  for (const { id, ...data } of wanted) {
    if (id === null) {
      await tx.endpointClass.create({
        data: { id: newId("endpointClass"), productId, ...data },
        select: { id: true },
      });
    } else await tx.endpointClass.update({ where: { id }, data, select: { id: true } });
  }
}

/** A sentence for each class that something goes by. */
async function usesOf(tx: Tx, classes: readonly Stored[]): Promise<string[]> {
  const sentences: string[] = [];
  for (const { id, name } of classes) {
    const [keys, limits, plans, requests] = [
      await tx.keyProduct.count({ where: { classIds: { has: id } } }),
      await tx.limit.count({ where: { classId: id } }),
      await tx.planQps.count({ where: { classId: id } }),
      await tx.qpsRequest.count({ where: { classId: id } }),
    ];
    const uses = [
      counted(keys, "key"),
      counted(limits, "limit"),
      counted(plans, "plan"),
      counted(requests, "QPS request"),
    ].flatMap((use) => use ?? []);
    if (uses.length === 0) continue;
    sentences.push(`${name} cannot be removed: ${uses.join(", ")} go by it. Give it other paths instead.`);
  }
  return sentences;
}

function counted(count: number, noun: string): string | null {
  return count === 0 ? null : `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
