import { db } from "@/lib/db/client";
import { generateSecret, type Secret } from "@/lib/edge/secret-format";
import { createKey } from "@/lib/keys/create";
import { secretRow } from "@/lib/keys/secret-row";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { MEMBERS, type OrgSlug } from "./cast";
import type { DemoFacts } from "./facts";
import { KEYS, type ProductSlug, type SeededKey } from "./key-cast";
import type { SeededOrg } from "./orgs";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type SeedWorld = {
  orgs: Record<OrgSlug, SeededOrg>;
  userIds: ReadonlyMap<string, string>;
  products: Record<ProductSlug, string>;
  now: Date;
};

/**
 * The cast's keys, each created by its person through the verb, so that audit and change log are those of a real key, then brought
 * into its state. Returns the active ones with the secret to use.
 */
export async function seedKeys(world: SeedWorld): Promise<DemoFacts["keys"]> {
  const active: DemoFacts["keys"] = [];
  for (const key of KEYS) {
    const created = await createKey(contextOf(key, world), {
      name: key.name,
      productIds: key.products.map((slug) => world.products[slug]),
      billingType: key.billingType,
      access: key.access ?? "write",
      expiresAt: null,
    });
    if (key.noQueryKey) await db.key.update({ where: { id: created.id }, data: { allowQueryKey: false } });
    const secret = await bringIntoState(key, world, created);
    if (secret)
      active.push({ id: created.id, name: key.name, org: key.org, secret, products: [...key.products] });
  }
  return active;
}

/** The secret that works now, or nothing when none does. */
async function bringIntoState(
  key: SeededKey,
  { orgs, now }: SeedWorld,
  created: { id: string; secret: Secret },
): Promise<Secret | undefined> {
  const { state } = key;
  const where = { id: created.id };
  const daysFromNow = (days: number) => new Date(now.getTime() + days * DAY_MS);
  const rotate = (end: Date, at: Date, status: "current" | "awaiting" = "current") =>
    replaceSecret({ orgId: orgs[key.org].id, keyId: created.id }, { end, at, status, now });
  switch (state?.is) {
    case undefined:
      return created.secret;
    case "rotated":
      return rotate(daysFromNow(-state.daysAgo + 1), daysFromNow(-state.daysAgo));
    case "rotating":
    case "awaiting_first_use": {
      const end = new Date(now.getTime() + state.endsInHours * HOUR_MS);
      return rotate(
        end,
        new Date(end.getTime() - 48 * HOUR_MS),
        state.is === "rotating" ? "current" : "awaiting",
      );
    }
    case "disabled":
      await db.key.update({
        where,
        data: { disabledAt: daysFromNow(-state.daysAgo), disabledBy: state.by, disabledReason: state.reason },
      });
      return undefined;
    case "expired":
      await db.key.update({ where, data: { expiresAt: daysFromNow(-state.daysAgo) } });
      return undefined;
    case "not_yet_valid":
      await db.key.update({ where, data: { validFrom: daysFromNow(state.inDays) } });
      return undefined;
    case "deleted":
      await db.key.update({ where, data: { deletedAt: daysFromNow(-state.daysAgo) } });
      return undefined;
  }
}

type Replacement = { end: Date; at: Date; status: "current" | "awaiting"; now: Date };

async function replaceSecret(
  key: { orgId: string; keyId: string },
  { end, at, status, now }: Replacement,
): Promise<Secret> {
  const secret = generateSecret();
  const isOver = end <= now;
  await db.secret.updateMany({
    where: { keyId: key.keyId, status: "current" },
    data: {
      status: isOver ? "retired" : "retiring",
      retiresAt: end,
      ...(isOver ? { sealedSecret: null } : {}),
    },
  });
  await db.secret.create({ data: { ...secretRow(key, secret, at, false), keyId: key.keyId, status } });
  await db.key.update({ where: { id: key.keyId }, data: { lastRotatedAt: at } });
  return secret;
}

/** Its person, on the day the key was made. */
function contextOf(key: SeededKey, { orgs, userIds, now }: SeedWorld): OrgContext {
  const person = MEMBERS.find(({ email }) => email === key.createdBy);
  const role = person?.roles.find(([slug]) => slug === key.org)?.[1];
  const id = userIds.get(key.createdBy);
  if (!person || !role || !id) throw new Error(`${key.createdBy} is no member of ${key.org}.`);
  return {
    org: orgs[key.org],
    role,
    actor: { type: "user", id, name: person.name, email: person.email },
    requestId: newId("request"),
    ip: "127.0.0.1",
    userAgent: "Keyward demo seed",
    now: new Date(now.getTime() - key.createdDaysAgo * DAY_MS),
  };
}
