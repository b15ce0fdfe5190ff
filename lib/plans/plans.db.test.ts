import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { rulingsOf } from "@/lib/edge/limits/rulings";
import { callOf } from "@/lib/edge/testing/fixtures";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { editKey } from "@/lib/keys/edit";
import { EditKeyInput } from "@/lib/keys/edit-schema";
import { classQps } from "@/lib/limits/class-qps";
import { grantLimit } from "@/lib/limits/grant-limit";
import { limitsOfKey } from "@/lib/limits/of-key";
import { limitsOfNewKey } from "@/lib/limits/of-new-key";
import { GrantLimitInput, SetKeyLimitsInput } from "@/lib/limits/schemas";
import { setKeyLimits } from "@/lib/limits/set-key-limits";
import type { StaffContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx, staffCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestProduct } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf, changesOf } from "@/test/traces";
import { changeBillingTerms } from "./change-billing-terms";
import { createPlan } from "./create";
import { editPlan } from "./edit";
import { findPlan, listPlans } from "./list";
import { retirePlan } from "./retire";
import { ChangeBillingTermsInput, CreatePlanInput, EditPlanInput } from "./schemas";

const DAY_MS = 86_400_000;

let edge: EdgeState;
let product: TestProduct;
let operator: StaffContext;
let clock = 0;

beforeAll(async () => {
  product = await makeProduct({ slug: "planned", paths: ["/planned/{rest+}"], defaultQps: 5 });
  edge = await edgeState();
  operator = await staffCtx();
});
afterAll(() => edge.stop());

/** What the edge holds calls with this secret against, now. */
async function heldAgainst(secret: string): Promise<Record<string, number>> {
  clock += 1000;
  const asked = callOf({ target: "/planned/1", headers: ["X-API-Key", secret], arrivedAt: clock });
  const verdict = await checkCall(asked, edge.deps, Date.now());
  if (verdict.kind !== "admitted")
    throw new Error(`The call was not let through: ${JSON.stringify(verdict)}`);
  const endpointClass = {
    id: product.classId,
    slug: "default",
    defaultQps: 5,
    weightRequests: 1,
    weightTransactions: 1,
    paths: [],
  };
  const { list } = rulingsOf(verdict.key, endpointClass, Date.now());
  return Object.fromEntries(list.map(({ policy, value }) => [policy, value]));
}

let names = 0;
const nextName = () => {
  names += 1;
  return `Plan ${names}`;
};
const content = (over: object = {}) => ({
  name: nextName(),
  maxKeys: null,
  qps: [{ classId: product.classId, qps: 40 }],
  quotas: [{ kind: "month", unit: "requests", value: 9000 }],
  ...over,
});
const make = (over: object = {}) =>
  createPlan(operator, CreatePlanInput.parse({ orgType: "enterprise", ...content(over) }));

async function orgWith(planId: string) {
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: { planId }, select: { id: true } });
  return org;
}

describe("a plan", () => {
  test("is in force at the edge and on the key's page, changes with the next call, and ends where a contract begins", async () => {
    const { id: planId } = await make();
    const org = await orgWith(planId);
    const key = await makeKey({ org, products: [product] });
    expect(await heldAgainst(key.plaintext)).toEqual({ qps: 40, "month-org": 9000 });

    const ctx = await ownerCtx(org);
    const shown = async () =>
      classQps(await limitsOfKey(ctx, key.id), { id: product.classId, defaultQps: 5 });
    expect(await shown()).toMatchObject({ qps: 40, agreed: 40, isContract: false });
    const { paying } = await limitsOfNewKey(ctx);
    expect(paying, "what a form promises a new key").toEqual(await limitsOfKey(ctx, key.id));
    const lower = (value: number) =>
      outcomeOf(
        setKeyLimits(
          ctx,
          SetKeyLimitsInput.parse({
            keyId: key.id,
            limits: [{ kind: "qps", classId: product.classId, value }],
          }),
        ),
      );
    expect([await lower(41), await lower(40)]).toEqual(["invalid_input", "ok"]);

    await editPlan(
      operator,
      EditPlanInput.parse({
        planId,
        version: 1,
        ...content({ qps: [{ classId: product.classId, qps: 30 }], quotas: [] }),
      }),
    );
    expect(await heldAgainst(key.plaintext)).toEqual({ qps: 30 });
    expect(await changesOf(org.id)).toBe(1);

    const granted = { to: { keyId: key.id }, kind: "qps", classId: product.classId, value: 35 };
    await grantLimit({ ...operator, now: new Date(Date.now() - 1000) }, GrantLimitInput.parse(granted));
    expect(await heldAgainst(key.plaintext)).toEqual({ qps: 35 });
  });

  test("holds so many keys, however many are made at once", async () => {
    const { id: planId } = await make({ maxKeys: 2 });
    const ctx = await ownerCtx(await orgWith(planId));
    const create = () =>
      outcomeOf(
        createKey(
          ctx,
          CreateKeyInput.parse({ name: "One", products: [{ productId: product.id }], billingType: "paying" }),
        ),
      );
    const outcomes = await Promise.all([create(), create(), create(), create()]);
    expect(outcomes.sort()).toEqual(["limit_reached", "limit_reached", "ok", "ok"]);
  });

  test("is made, changed and retired by operators alone; a taken name, a gone class and a stale version are refused", async () => {
    const support = await staffCtx("support");
    const input = CreatePlanInput.parse({ orgType: "enterprise", ...content() });
    expect(await outcomeOf(createPlan(support, input))).toBe("forbidden");
    const { id: planId } = await createPlan(operator, input);
    await expect(createPlan(operator, input)).rejects.toMatchObject({
      fields: { name: [expect.any(String)] },
    });
    const gone = [{ classId: "cls_0000000000000000000000", qps: 1 }];
    await expect(make({ qps: gone })).rejects.toMatchObject({ fields: { qps: [expect.any(String)] } });
    const edit = (version: number, by = operator) =>
      outcomeOf(editPlan(by, EditPlanInput.parse({ planId, version, ...content() })));
    expect([await edit(1, support), await edit(1), await edit(1)]).toEqual([
      "forbidden",
      "ok",
      "version_mismatch",
    ]);
    await retirePlan(operator, { planId, isRetired: true });
    expect((await findPlan(operator, planId))?.isRetired).toBe(true);
    expect((await listPlans(operator)).at(-1)?.isRetired).toBe(true);
    expect((await auditOf(planId)).map(({ chain, action }) => [chain, action])).toEqual([
      ["provider", "plan.created"],
      ["provider", "plan.changed"],
      ["provider", "plan.retired"],
    ]);
  });

  test("is as it was when the audit cannot be written", async () => {
    const { id: planId } = await make();
    const edit = EditPlanInput.parse({ planId, version: 1, ...content({ qps: [] }) });
    await expect(whileAuditFails(() => editPlan(operator, edit))).rejects.toThrow();
    expect(await findPlan(operator, planId)).toMatchObject({ version: 1, qps: [{ qps: 40 }] });
  });
});

describe("the terms of a billing type", () => {
  const terms = (over: object) =>
    changeBillingTerms(
      operator,
      ChangeBillingTermsInput.parse({
        billingType: "evaluation",
        endsAfterDays: null,
        dayRequests: null,
        monthRequests: null,
        ...over,
      }),
    );

  test("limit every key of the type from the next call on, and a contract takes their place", async () => {
    const org = await makeOrg();
    const [key, paying] = [
      await makeKey({ org, products: [product] }),
      await makeKey({ org, products: [product] }),
    ];
    await db.key.update({ where: { id: key.id }, data: { billingType: "evaluation" }, select: { id: true } });
    await terms({ dayRequests: 50, monthRequests: 700 });
    expect(await heldAgainst(key.plaintext)).toEqual({ qps: 5, day: 50, month: 700 });
    expect(await heldAgainst(paying.plaintext)).toEqual({ qps: 5 });
    const ctx = await ownerCtx(org);
    const quotas = async () =>
      (await limitsOfKey(ctx, key.id)).map(({ kind, value, source }) => [kind, value, source]);
    expect(await quotas()).toEqual([
      ["day", 50, "billing_type"],
      ["month", 700, "billing_type"],
    ]);
    const { evaluation, paying: none } = await limitsOfNewKey(ctx);
    expect([evaluation, none]).toEqual([await limitsOfKey(ctx, key.id), []]);
    const before = new Date(NOW.getTime() - 1000);
    const more = GrantLimitInput.parse({ to: { keyId: key.id }, kind: "month", value: 5000 });
    await grantLimit({ ...operator, now: before }, more);
    expect(await heldAgainst(key.plaintext)).toEqual({ qps: 5, month: 5000, day: 50 });
    expect(await quotas()).toEqual([
      ["month", 5000, "contract"],
      ["day", 50, "billing_type"],
    ]);
    await terms({});
    expect(await heldAgainst(key.plaintext)).toEqual({ qps: 5, month: 5000 });
    expect((await auditOf("evaluation")).map(({ chain, action }) => [chain, action])).toEqual([
      ["provider", "billing_terms.changed"],
      ["provider", "billing_terms.changed"],
    ]);
  });

  test("end a key that is made or given the type, and let nobody take the end away or put it off", async () => {
    await terms({ endsAfterDays: 30 });
    const ctx = await ownerCtx(await makeOrg());
    const at = (days: number) => new Date(NOW.getTime() + days * DAY_MS).toISOString();
    const create = (over: object) =>
      createKey(
        ctx,
        CreateKeyInput.parse({
          name: "Trial",
          products: [{ productId: product.id }],
          billingType: "evaluation",
          ...over,
        }),
      );
    const endOf = async (id: string) =>
      (
        await db.key.findUniqueOrThrow({ where: { id }, select: { expiresAt: true } })
      ).expiresAt?.toISOString();

    expect(await endOf((await create({})).id)).toBe(at(30));
    expect(await outcomeOf(create({ expiresAt: at(31) }))).toBe("invalid_input");
    const { id: keyId } = await create({ expiresAt: at(10) });
    const edit = (over: object) => outcomeOf(editKey(ctx, EditKeyInput.parse({ keyId, ...over })));
    expect(await edit({ expiresAt: null })).toBe("invalid_input");
    expect(await edit({ expiresAt: at(31) })).toBe("invalid_input");
    expect(await edit({ expiresAt: at(30) })).toBe("ok");
    expect(await edit({ billingType: "paying", expiresAt: null })).toBe("ok");
    expect(await endOf(keyId)).toBeUndefined();
    expect(await edit({ billingType: "evaluation" })).toBe("ok");
    expect(await endOf(keyId)).toBe(at(30));
    await terms({});
  });

  test("are changed by operators alone", async () => {
    const input = ChangeBillingTermsInput.parse({
      billingType: "free",
      endsAfterDays: 1,
      dayRequests: null,
      monthRequests: null,
    });
    expect(await outcomeOf(changeBillingTerms(await staffCtx("support"), input))).toBe("forbidden");
  });
});
