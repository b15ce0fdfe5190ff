import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { StaffContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { staffCtx } from "@/test/contexts";
import { makeOrg, type TestOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { addContract } from "./add";
import { editContract } from "./edit";
import { endContract } from "./end";
import { contractEndingSoon } from "./ending-soon";
import { contractInForce } from "./in-force";
import { listContracts } from "./list";
import { AddContractInput, EditContractInput } from "./schemas";

const DAY_MS = 86_400_000;
const day = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const iso = (days: number) => day(days).toISOString();

const terms = (over: object = {}) => ({
  reference: "MM-2026-001",
  from: null,
  until: null,
  qpsCeiling: 100,
  note: "",
  ...over,
});
const add = (ctx: StaffContext, org: TestOrg, over: object = {}) =>
  addContract(ctx, AddContractInput.parse({ orgId: org.id, ...terms(over) }));

describe("of several contracts", () => {
  test("the one that began last is in force, from its beginning to its end", async () => {
    const [org, ctx] = [await makeOrg(), await staffCtx()];
    await add(ctx, org, { reference: "base", from: iso(-100) });
    await add(ctx, org, { reference: "summer", from: iso(10), until: iso(20), qpsCeiling: null });
    const at = async (days: number) => (await contractInForce(db, org.id, day(days)))?.reference;
    expect([
      await at(-101),
      await at(-100),
      await at(9.9),
      await at(10),
      await at(19.9),
      await at(20),
    ]).toEqual([undefined, "base", "base", "summer", "summer", "base"]);
    const states = async (days: number) =>
      (await listContracts({ ...ctx, now: day(days) }, org.id)).map(({ state }) => state);
    expect([await states(0), await states(15), await states(30)]).toEqual([
      ["planned", "in_force"],
      ["in_force", "superseded"],
      ["ended", "in_force"],
    ]);
    expect(await contractInForce(db, (await makeOrg()).id, NOW)).toBeNull();
  });
});

test("a contract that ends within 30 days is told of, unless another one goes on", async () => {
  const [org, ctx] = [await makeOrg(), await staffCtx()];
  await add(ctx, org, { from: iso(-10), until: iso(40) });
  const isEnding = async (days: number) =>
    (await db.org.count({ where: { id: org.id, ...contractEndingSoon(day(days)) } })) === 1;
  expect([await isEnding(0), await isEnding(10), await isEnding(39.9), await isEnding(40)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  await add(ctx, org, { from: iso(40) });
  expect(await isEnding(20)).toBe(false);
});

test("a contract is written down, changed and ended in the customer's own audit log, without the provider's note", async () => {
  const [org, ctx] = [await makeOrg(), await staffCtx()];
  const { id: contractId } = await add(ctx, org, { from: iso(-1), note: "They pay late." });
  const { id: planned } = await add(ctx, org, { from: iso(5) });
  await editContract(ctx, EditContractInput.parse({ contractId, ...terms({ qpsCeiling: 250 }) }));
  await endContract(ctx, { contractId, reason: "Terminated." });
  await endContract(ctx, { contractId: planned, reason: "" });
  expect(await outcomeOf(endContract(ctx, { contractId, reason: "" }))).toBe("conflict");
  expect(await outcomeOf(endContract(ctx, { contractId: planned, reason: "" }))).toBe("not_found");
  const rows = await auditOf(org.id);
  expect(rows.map(({ chain, action }) => [chain, action])).toEqual(
    ["added", "added", "changed", "ended", "ended"].map((what) => [org.id, `org.contract_${what}`]),
  );
  expect(rows[2]).toMatchObject({ before: { qpsCeiling: 100 }, after: { qpsCeiling: 250 } });
  expect(JSON.stringify(rows)).not.toContain("pay late");
  expect(await contractInForce(db, org.id, NOW)).toBeNull();
});

test("an end before the beginning is refused at the field; support changes nothing; without its audit row nothing is", async () => {
  const [org, ctx, support] = [await makeOrg(), await staffCtx(), await staffCtx("support")];
  await expect(add(ctx, org, { from: iso(2), until: iso(1) })).rejects.toMatchObject({
    fields: { until: [expect.any(String)] },
  });
  expect(await outcomeOf(add(support, org))).toBe("forbidden");
  const { id: contractId } = await add(ctx, org);
  const edit = EditContractInput.parse({ contractId, ...terms({ qpsCeiling: 1 }) });
  expect(await outcomeOf(editContract(support, edit))).toBe("forbidden");
  expect(await outcomeOf(endContract(support, { contractId, reason: "" }))).toBe("forbidden");
  await expect(whileAuditFails(() => editContract(ctx, edit))).rejects.toThrow();
  expect((await contractInForce(db, org.id, NOW))?.qpsCeiling).toBe(100);
});
