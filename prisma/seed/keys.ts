import { db } from "@/lib/db/client";
import type { Secret } from "@/lib/edge/secret-format";
import { env } from "@/lib/env";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { deleteKey } from "@/lib/keys/delete";
import { disableKey, disableKeyAsStaff } from "@/lib/keys/disable";
import { rotateKey } from "@/lib/keys/rotate";
import { settleRotations } from "@/lib/keys/settle-rotations";
import type { OrgContext, RequestContext, StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { MEMBERS, type OrgSlug, STAFF } from "./cast";
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
    const input = CreateKeyInput.parse({
      name: key.name,
      products: key.products.map((slug) => ({ productId: world.products[slug] })),
      billingType: key.billingType,
      access: key.access,
      allowQueryKey: !key.noQueryKey,
    });
    const created = await createKey(contextOf(key, world), input);
    const secret = await bringIntoState(key, world, created);
    if (secret)
      active.push({ id: created.id, name: key.name, org: key.org, secret, products: [...key.products] });
  }
  // What has ended since is retired, as it would have been on its day.
  await settleRotations(world.now);
  return active;
}

/** The secret that works now, or nothing when none does. What a person would have done is done through its verb, on its day. */
async function bringIntoState(
  key: SeededKey,
  world: SeedWorld,
  created: { id: string; secret: Secret },
): Promise<Secret | undefined> {
  const { state } = key;
  const where = { id: created.id };
  const ref = { keyId: created.id, version: null };
  const daysFromNow = (days: number) => new Date(world.now.getTime() + days * DAY_MS);
  const onDay = (days: number) => ({ ...contextOf(key, world), now: daysFromNow(-days) });
  switch (state?.is) {
    case undefined:
      return created.secret;
    case "rotated":
      return rotateOn(daysFromNow(-state.daysAgo), 24, false);
    case "rotating":
    case "awaiting_first_use": {
      const overlapHours = Math.min(48, env().OVERLAP_CAP_HOURS);
      const at = new Date(world.now.getTime() + (state.endsInHours - overlapHours) * HOUR_MS);
      return rotateOn(at, state.is === "rotating" ? overlapHours : 24, state.is !== "rotating");
    }
    case "disabled":
      if (state.by === "customer") await disableKey(onDay(state.daysAgo), { ...ref, reason: state.reason });
      else
        await disableKeyAsStaff(staffOn(world, daysFromNow(-state.daysAgo)), {
          keyId: created.id,
          reason: state.reason,
        });
      return undefined;
    case "expired":
      await db.key.update({ where, data: { expiresAt: daysFromNow(-state.daysAgo) } });
      return undefined;
    case "not_yet_valid":
      await db.key.update({ where, data: { validFrom: daysFromNow(state.inDays) } });
      return undefined;
    case "deleted":
      await deleteKey(onDay(state.daysAgo), { keyId: created.id, reason: "" });
      return undefined;
  }

  async function rotateOn(at: Date, hours: number, startAtFirstUse: boolean): Promise<Secret> {
    const overlapSeconds = Math.min(hours, env().OVERLAP_CAP_HOURS) * 3600;
    const rotated = await rotateKey(
      { ...contextOf(key, world), now: at },
      { ...ref, overlapSeconds, startAtFirstUse, endRetiringNow: false, reason: "Rotated twice a year." },
    );
    return rotated.secret;
  }
}

/** Somebody of the provider's support, on that day. */
function staffOn({ userIds }: SeedWorld, now: Date): StaffContext {
  const person = STAFF.find(({ staffRole }) => staffRole === "support");
  const id = person && userIds.get(person.email);
  if (!person || !id) throw new Error("The cast has no support staff.");
  return {
    actor: { type: "user", id, name: person.name, email: person.email },
    staffRole: person.staffRole,
    ...fromHere(now),
  };
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
    ...fromHere(new Date(now.getTime() - key.createdDaysAgo * DAY_MS)),
  };
}

function fromHere(now: Date): RequestContext {
  return { requestId: newId("request"), ip: "127.0.0.1", userAgent: "Keyward demo seed", now };
}
