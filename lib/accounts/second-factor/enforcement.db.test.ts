import { expect, test } from "vitest";
import { requireMembership } from "@/lib/accounts/resolve";
import { db } from "@/lib/db/client";
import { makeMember, makeOrg } from "@/test/factories";
import { outcomeOf, PASSWORD, requestAt, signedIn } from "@/test/people";
import { codeAt, setUpFactor } from "@/test/second-factor";
import { readSecondFactor } from "./read";
import { removeSecondFactor } from "./remove";

/** A member of an organization that asks for a second factor. */
async function memberOfStrictOrg() {
  const { ctx, person } = await signedIn();
  const org = await makeOrg();
  await makeMember(org, "owner", person);
  await db.org.update({ where: { id: org.id }, data: { requireSecondFactor: true } });
  return { ctx, org };
}

test("an organization that asks for a second factor is closed to members without one, whatever their role", async () => {
  const { ctx, org } = await memberOfStrictOrg();
  expect(await outcomeOf(requireMembership(ctx, org.slug))).toBe("second_factor_required");
  expect((await readSecondFactor(ctx)).requiredBy).toEqual([{ slug: org.slug, name: org.name }]);
});

test("it opens once a second factor is on, not while one is being set up, and closes when it is turned off", async () => {
  const { ctx, org } = await memberOfStrictOrg();
  const { secret } = await setUpFactor(ctx);
  expect((await requireMembership(ctx, org.slug)).org.id).toBe(org.id);
  await db.secondFactor.update({ where: { userId: ctx.actor.id }, data: { confirmedAt: null } });
  expect(await outcomeOf(requireMembership(ctx, org.slug))).toBe("second_factor_required");
  await db.secondFactor.update({ where: { userId: ctx.actor.id }, data: { confirmedAt: ctx.now } });
  const later = { ...ctx, now: requestAt(60).now };
  await removeSecondFactor(later, { code: codeAt(secret, later.now), password: PASSWORD });
  expect(await outcomeOf(requireMembership(ctx, org.slug))).toBe("second_factor_required");
});

test("to a stranger it is as unknown as any other", async () => {
  const { org } = await memberOfStrictOrg();
  const { ctx } = await signedIn();
  expect(await outcomeOf(requireMembership(ctx, org.slug))).toBe("not_found");
  expect(await outcomeOf(requireMembership(ctx, "no-such-org"))).toBe("not_found");
});
