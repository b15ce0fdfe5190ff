import { hashPassword } from "@/lib/accounts/password";
import { db } from "@/lib/db/client";
import { randomBase62 } from "@/lib/std/base62";
import { newId } from "@/lib/std/id";
import { MEMBERS, type OrgSlug, STAFF } from "./cast";
import type { DemoFacts } from "./facts";
import type { SeededOrg } from "./orgs";
import { seedSecondFactor } from "./second-factor";

export type SeededPeople = { accounts: DemoFacts["accounts"]; userIds: ReadonlyMap<string, string> };

/** Everybody in the cast, each with a password of their own made for this install. */
export async function seedPeople(orgs: Record<OrgSlug, SeededOrg>, now: Date): Promise<SeededPeople> {
  const createdAt = new Date(now.getTime() - 419 * 86_400_000);
  const accounts: DemoFacts["accounts"] = [];
  const userIds = new Map<string, string>();
  for (const person of [...MEMBERS, ...STAFF]) {
    const { email, name, can } = person;
    const id = newId("user");
    const password = randomPassword();
    const roles = "roles" in person ? person.roles : [];
    await db.user.create({
      data: {
        id,
        email,
        name,
        passwordHash: await hashPassword(password),
        emailVerifiedAt: createdAt,
        staffRole: "staffRole" in person ? person.staffRole : null,
        createdAt,
        memberships: { create: roles.map(([slug, role]) => ({ orgId: orgs[slug].id, role, createdAt })) },
      },
    });
    userIds.set(email, id);
    const [org = "", role = "staffRole" in person ? person.staffRole : ""] = roles[0] ?? [];
    const totp = "staffRole" in person ? await seedSecondFactor(id, createdAt) : undefined;
    accounts.push({ email, password, role, org, can, ...(totp !== undefined && { totp }) });
  }
  return { accounts, userIds };
}

/** Twenty random characters in groups that can be read out: 119 bits. */
function randomPassword(): string {
  return Array.from({ length: 4 }, () => randomBase62(5)).join("-");
}
