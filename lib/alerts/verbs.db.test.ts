import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { listAlerts } from "./list";
import { listAlertRules } from "./list-rules";
import { ListAlertsQuery, SetAlertRuleInput } from "./schemas";
import { setAlertsAside } from "./set-aside";
import { setAlertRule } from "./set-rule";
import { thisIsMe } from "./this-is-me";

type Ctx = Awaited<ReturnType<typeof ownerCtx>>;
let [owner, developer, viewer, stranger]: Ctx[] = [];
let key: TestKey;

beforeAll(async () => {
  const org = await makeOrg();
  [owner, developer, viewer] = [await ownerCtx(org), await developerCtx(org), await viewerCtx(org)];
  stranger = await adminCtx(await makeOrg());
  key = await makeKey({ org, createdBy: developer.actor, name: "Web" });
});

async function alertOf(keyId: string, kind = "unused", data: object = { days: 90, lastUsedAt: null }) {
  const id = newId("alert");
  const orgId = key.orgId;
  await db.alert.create({
    data: { id, orgId, keyId, kind, occurrence: id, at: NOW, data },
    select: { id: true },
  });
  return id;
}

const list = (ctx: Ctx | undefined, query: object = {}) => {
  if (ctx === undefined) throw new Error("Nobody asks.");
  return listAlerts(ctx, ListAlertsQuery.parse(query));
};
const must = (ctx: Ctx | undefined): Ctx => {
  if (ctx === undefined) throw new Error("Not made yet.");
  return ctx;
};

test("an alert is put aside and taken back by who may, with an audit row each; the list follows", async () => {
  const id = await alertOf(key.id);
  const ofKey = { keyId: key.id };
  expect((await list(viewer, ofKey)).alerts.map((alert) => [alert.id, alert.canAnswer])).toEqual([
    [id, false],
  ]);
  expect((await list(developer, ofKey)).alerts.map(({ canAnswer }) => canAnswer)).toEqual([true]);
  const aside = { alertIds: [id], isAside: true };
  expect(await outcomeOf(setAlertsAside(must(viewer), aside))).toBe("forbidden");
  expect(await outcomeOf(setAlertsAside(must(stranger), aside))).toBe("not_found");
  await expect(whileAuditFails(() => setAlertsAside(must(developer), aside))).rejects.toThrow();
  expect((await list(owner, ofKey)).alerts).toHaveLength(1);
  expect(await setAlertsAside(must(developer), aside)).toEqual({ changed: [id] });
  expect(await setAlertsAside(must(developer), aside)).toEqual({ changed: [] });
  expect((await list(owner, ofKey)).alerts).toEqual([]);
  const [item] = (await list(owner, { ...ofKey, view: "aside" })).alerts;
  expect(item?.aside?.by).toBe(must(developer).actor.name);
  await setAlertsAside(must(owner), { alertIds: [id], isAside: false });
  expect((await list(owner, ofKey)).alerts).toHaveLength(1);
  expect((await auditOf(id)).map(({ action }) => action)).toEqual(["alert.put_aside", "alert.taken_back"]);
});

test("nobody answers for a key that is not theirs to answer for, and of many all or none", async () => {
  const other = await makeKey({ org: must(owner).org, createdBy: must(owner).actor });
  const [mine, theirs] = [await alertOf(key.id), await alertOf(other.id)];
  const both = { alertIds: [mine, theirs], isAside: true };
  expect(await outcomeOf(setAlertsAside(must(developer), both))).toBe("forbidden");
  expect(await db.alert.count({ where: { id: { in: [mine, theirs] }, acknowledgedAt: null } })).toBe(2);
  expect(await outcomeOf(setAlertsAside(must(owner), both))).toBe("ok");
});

test("so many calls are learned as usual; what teaches nothing is refused", async () => {
  const spike = await alertOf(key.id, "spike", { calls: 300, usual: 20, most: 30 });
  expect(await outcomeOf(thisIsMe(must(stranger), { alertId: spike }))).toBe("not_found");
  await thisIsMe(must(developer), { alertId: spike });
  const [item] = (await list(owner, { view: "aside", kind: "spike" })).alerts;
  expect([item?.isLearned, item?.title]).toEqual([true, "“Web” makes many more calls than usual"]);
  expect((await auditOf(spike)).map(({ action }) => action)).toEqual(["alert.learned"]);
  const unused = await alertOf(key.id);
  expect(await outcomeOf(thisIsMe(must(owner), { alertId: unused }))).toBe("invalid_input");
});

test("a key's rule comes before the organization's, which comes before what is usual; each change is audited", async () => {
  const set = (ctx: Ctx | undefined, input: object) =>
    outcomeOf(setAlertRule(must(ctx), SetAlertRuleInput.parse(input)));
  const ofOrg = { keyId: null, kind: "unused", rule: { isOn: true, value: 30 } };
  const ofKey = { keyId: key.id, kind: "unused", rule: { isOn: false, value: 60 } };
  expect(await set(developer, ofOrg)).toBe("forbidden");
  expect(await set(stranger, ofKey)).toBe("not_found");
  expect(await set(owner, { ...ofOrg, kind: "nonsense" })).toBe("invalid_input");
  expect(await set(owner, { ...ofOrg, rule: { isOn: true, value: 1 } })).toBe("invalid_input");
  const rule = async (keyId: string | null) => {
    const { rows } = await listAlertRules(must(viewer), { keyId });
    const row = rows.find(({ kind }) => kind === "unused");
    return [row?.from, row?.isOn, row?.value];
  };
  expect(await rule(key.id)).toEqual(["usual", true, 90]);
  await expect(whileAuditFails(() => setAlertRule(must(owner), ofOrg))).rejects.toThrow();
  expect(await rule(null)).toEqual(["usual", true, 90]);
  expect([await set(owner, ofOrg), await set(owner, ofOrg), await set(owner, ofKey)]).toEqual([
    "ok",
    "ok",
    "ok",
  ]);
  expect([await rule(null), await rule(key.id)]).toEqual([
    ["org", true, 30],
    ["key", false, 60],
  ]);
  expect(await set(owner, { ...ofKey, rule: null })).toBe("ok");
  expect(await rule(key.id)).toEqual(["org", true, 30]);
  const actions = async (id: string) => (await auditOf(id)).map(({ action }) => action);
  expect(await actions(must(owner).org.id)).toEqual(["alert_rule.changed"]);
  expect(await actions(key.id)).toEqual(["alert_rule.changed", "alert_rule.removed"]);
});

test("pages hold each alert once, the newest first, and a page of another list is none", async () => {
  const many = await makeKey({ org: must(owner).org });
  for (let count = 0; count < 30; count++) await alertOf(many.id);
  const query = { keyId: many.id };
  const first = await list(owner, query);
  const second = await list(owner, { ...query, after: first.next });
  const ids = [...first.alerts, ...second.alerts].map(({ id }) => id);
  expect([first.alerts.length, new Set(ids).size, second.next]).toEqual([25, 30, null]);
  expect(await outcomeOf(list(owner, { after: first.next }))).toBe("invalid_input");
  expect(await outcomeOf(list(stranger, { ...query, view: "all" }))).toBe("ok");
  expect((await list(stranger, { ...query, view: "all" })).alerts).toEqual([]);
});
