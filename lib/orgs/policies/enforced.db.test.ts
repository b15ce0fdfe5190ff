import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { copySecret } from "@/lib/keys/copy-secret";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { outcomeOf } from "@/test/people";

async function orgWith(policies: Prisma.OrgUpdateInput) {
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: policies, select: { id: true } });
  const ctx = await ownerCtx(org);
  const product = await makeProduct();
  const input = (given: object = {}) =>
    CreateKeyInput.parse({
      name: "Tiles",
      products: [{ productId: product.id }],
      billingType: "paying",
      ...given,
    });
  return { ctx, input };
}

test("an organization never has more keys than it allows, however many are created at once", async () => {
  const { ctx, input } = await orgWith({ maxKeys: 2 });
  await makeKey({ org: ctx.org, state: "deleted" });
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcomeOf(createKey(ctx, input()))));
  expect(outcomes.sort()).toEqual(["limit_reached", "limit_reached", "ok", "ok"]);
});

test("a new key needs an end within the maximum age, and says by when", async () => {
  const { ctx, input } = await orgWith({ maxKeyAgeDays: 30 });
  const until = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString();
  for (const expiresAt of [null, until(31)]) {
    await expect(createKey(ctx, input({ expiresAt }))).rejects.toMatchObject({
      code: "invalid_input",
      fields: { expiresAt: [expect.stringContaining("30 days")] },
    });
  }
  await createKey(ctx, input({ expiresAt: until(30) }));
});

test("a new key starts with the organization's default restrictions", async () => {
  const defaultRestrictions = Restrictions.parse({ ip: { mode: "enforce", allow: ["192.0.2.0/24"] } });
  const { ctx, input } = await orgWith({ defaultRestrictions });
  const { id } = await createKey(ctx, input());
  const key = await db.key.findUniqueOrThrow({ where: { id }, select: { restrictions: true } });
  expect(key.restrictions).toEqual(defaultRestrictions);
});

test("a secret shown once is never copied, even while a copy of it is still kept", async () => {
  const { ctx } = await orgWith({ showSecretsOnce: true });
  const key = await makeKey({ org: ctx.org, createdBy: ctx.actor });
  expect(await outcomeOf(copySecret(ctx, { keyId: key.id }))).toBe("secret_not_kept");
});
