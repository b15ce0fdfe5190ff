import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { callOf } from "@/lib/edge/testing/fixtures";
import type { StaffContext } from "@/lib/orgs/context";
import { createPlan } from "@/lib/plans/create";
import { CreatePlanInput } from "@/lib/plans/schemas";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { staffCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct, type TestProduct } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf, changesOf } from "@/test/traces";
import { changeTerms } from "./change-terms";
import { getOrgForStaff } from "./get-for-staff";
import { listAllOrgs } from "./list-all";
import { ListOrgsInput } from "./schemas";
import { suspendOrg } from "./suspend";
import { unsuspendOrg } from "./unsuspend";

let edge: EdgeState;
let product: TestProduct;
let operator: StaffContext;
let clock = 0;

beforeAll(async () => {
  product = await makeProduct({ slug: "staffed", paths: ["/staffed/{rest+}"], defaultQps: 1000 });
  edge = await edgeState();
  operator = await staffCtx();
});
afterAll(() => edge.stop());

async function call(secret: string): Promise<string> {
  clock += 10;
  const asked = callOf({ target: "/staffed/1", headers: ["X-API-Key", secret], arrivedAt: clock });
  const verdict = await checkCall(asked, edge.deps, Date.now());
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

const REASON = "The invoice of January is unpaid.";

describe("a suspended organization", () => {
  test("has every key refused at once, is explained to its members, and works again as before once it is lifted", async () => {
    const [org, other] = [await makeOrg(), await makeOrg()];
    const [owner, viewer] = [await makeMember(org, "owner"), await makeMember(org, "viewer")];
    const keys = await Promise.all([1, 2, 3].map(() => makeKey({ org, products: [product] })));
    const disabled = await makeKey({ org, products: [product], state: "disabled" });
    const others = await makeKey({ org: other, products: [product] });
    const answers = () => Promise.all([...keys, disabled, others].map(({ plaintext }) => call(plaintext)));
    const before = ["admitted", "admitted", "admitted", "key_disabled", "admitted"];
    expect(await answers()).toEqual(before);

    await suspendOrg(operator, { orgId: org.id, reason: REASON });
    expect(await answers()).toEqual([
      "org_suspended",
      "org_suspended",
      "org_suspended",
      "org_suspended",
      "admitted",
    ]);
    const told = await db.notice.findMany({
      where: { orgId: org.id, kind: "org.suspended" },
      select: { userId: true, data: true, mailDueAt: true },
      orderBy: { userId: "asc" },
    });
    expect(told.map(({ userId }) => userId)).toEqual([owner.id, viewer.id].sort());
    expect(
      told.every(({ data, mailDueAt }) => JSON.stringify(data).includes(REASON) && mailDueAt !== null),
    ).toBe(true);

    await unsuspendOrg(operator, { orgId: org.id, reason: "Paid." });
    expect(await answers()).toEqual(before);
    expect(
      (await auditOf(org.id)).map(({ chain, actorId, action, reason }) => [chain, actorId, action, reason]),
    ).toEqual([
      [org.id, operator.actor.id, "org.suspended", REASON],
      [org.id, operator.actor.id, "org.unsuspended", "Paid."],
    ]);
    expect(await changesOf(org.id)).toBe(2);
  });

  test("is suspended once, and an organization that is not cannot be lifted", async () => {
    const org = await makeOrg();
    const suspend = () => outcomeOf(suspendOrg(operator, { orgId: org.id, reason: REASON }));
    const lift = () => outcomeOf(unsuspendOrg(operator, { orgId: org.id, reason: "" }));
    expect(await lift()).toBe("conflict");
    expect((await Promise.all([suspend(), suspend()])).sort()).toEqual(["conflict", "ok"]);
    expect((await Promise.all([lift(), lift()])).sort()).toEqual(["conflict", "ok"]);
  });

  test("stays what it is for support, for an unknown ID, and when the audit cannot be written", async () => {
    const org = await makeOrg();
    const support = await staffCtx("support");
    expect(await outcomeOf(suspendOrg(support, { orgId: org.id, reason: REASON }))).toBe("forbidden");
    expect(await outcomeOf(unsuspendOrg(support, { orgId: org.id, reason: "" }))).toBe("forbidden");
    const unknown = { orgId: "org_0000000000000000000000", reason: REASON };
    expect(await outcomeOf(suspendOrg(operator, unknown))).toBe("not_found");
    await expect(
      whileAuditFails(() => suspendOrg(operator, { orgId: org.id, reason: REASON })),
    ).rejects.toThrow();
    expect(await db.org.findUniqueOrThrow({ where: { id: org.id } })).toMatchObject({ suspendedAt: null });
    expect(await changesOf(org.id)).toBe(0);
  });
});

describe("type and plan of an organization", () => {
  const plan = (orgType: "enterprise" | "self_serve") =>
    createPlan(
      operator,
      CreatePlanInput.parse({ name: `Plan ${Math.random()}`, orgType, maxKeys: null, qps: [], quotas: [] }),
    );
  const wanted = (orgId: string, over: object) => ({
    orgId,
    version: 1,
    type: "enterprise" as const,
    planId: null,
    reason: "",
    ...over,
  });

  test("change together, with the billing types of all keys; nobody overwrites what another has just changed", async () => {
    const org = await makeOrg();
    const keys = await Promise.all([1, 2].map(() => makeKey({ org, products: [product] })));
    const { id: planId } = await plan("self_serve");
    const change = () => changeTerms(operator, wanted(org.id, { type: "self_serve", planId }));
    expect((await Promise.all([outcomeOf(change()), outcomeOf(change())])).sort()).toEqual([
      "ok",
      "version_mismatch",
    ]);
    const rows = await db.key.findMany({
      where: { id: { in: keys.map(({ id }) => id) } },
      select: { billingType: true, version: true },
    });
    expect(rows).toEqual([1, 2].map(() => ({ billingType: "pay_as_you_grow", version: 2 })));
    expect((await auditOf(org.id)).at(-1)).toMatchObject({
      action: "org.terms_changed",
      before: { type: "enterprise", planId: null },
      after: { type: "self_serve", planId, keysOfNewBillingType: 2 },
    });
    expect(await changesOf(org.id)).toBe(1);
  });

  test("a plan for the other type, a retired and an unknown one are refused at the field", async () => {
    const org = await makeOrg();
    const { id: forOthers } = await plan("self_serve");
    const { id: retired } = await plan("enterprise");
    await db.plan.update({ where: { id: retired }, data: { retiredAt: NOW }, select: { id: true } });
    for (const planId of [forOthers, retired, "pln_0000000000000000000000"]) {
      await expect(changeTerms(operator, wanted(org.id, { planId }))).rejects.toMatchObject({
        fields: { planId: [expect.any(String)] },
      });
    }
    const support = await staffCtx("support");
    expect(await outcomeOf(changeTerms(support, wanted(org.id, {})))).toBe("forbidden");
  });
});

test("a customer is found by part of a name, address or ID, and that it was looked at is in its own audit log once an hour", async () => {
  const org = await makeOrg({ name: "Zanzibar Freight", slug: "zanzibar-freight" });
  await makeMember(org, "owner");
  const found = async (q: string) =>
    (await listAllOrgs(operator, ListOrgsInput.parse({ q }))).orgs.map(({ id }) => id);
  expect(await found("ZANZIBAR")).toEqual([org.id]);
  expect(await found("bar-fre")).toEqual([org.id]);
  expect(await found(org.id)).toEqual([org.id]);
  expect(await found("no such customer")).toEqual([]);

  expect(await getOrgForStaff(operator, org.id)).toMatchObject({ membersTotal: 1, suspended: null });
  await getOrgForStaff(operator, org.id);
  expect((await auditOf(org.id)).map(({ action }) => action)).toEqual(["org.viewed_by_staff"]);
  await getOrgForStaff({ ...operator, now: new Date(NOW.getTime() + 3_600_001) }, org.id);
  expect(await auditOf(org.id)).toHaveLength(2);
  const support = await staffCtx("support");
  expect(await outcomeOf(getOrgForStaff(support, org.id))).toBe("forbidden");
  expect(await outcomeOf(getOrgForStaff(operator, "org_0000000000000000000000"))).toBe("not_found");
});
