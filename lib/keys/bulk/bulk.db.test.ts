import pg from "pg";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey, type TestOrg } from "@/test/factories";
import { noteUse, rotateFor, secretsOf } from "@/test/rotations";
import { auditOf } from "@/test/traces";
import { getKey } from "../get";
import { KeyFilter } from "../list-schema";
import { matchingKeys } from "./matching";
import { previewBulk } from "./preview";
import { runBulk } from "./run";
import { PreviewBulkInput, RunBulkInput, UndoBulkInput } from "./schemas";
import { BULK_BATCH_MAX, BULK_PREVIEW_MAX } from "./sizes";
import { undoBulk } from "./undo";

const reason = "Because.";
const ROTATE = {
  verb: "rotate",
  overlapSeconds: 3600,
  startAtFirstUse: false,
  endRetiringNow: false,
  reason,
};
const RESTRICT = {
  verb: "restrict",
  how: "add",
  restriction: { kind: "ip", rule: { mode: "enforce", allow: ["192.0.2.0/24"] } },
  reason,
};
const OPERATIONS = {
  disable: { verb: "disable", reason },
  enable: { verb: "enable", reason },
  delete: { verb: "delete", reason },
  rotate: ROTATE,
  "rotate and end": { ...ROTATE, endRetiringNow: true },
  restrict: RESTRICT,
  "refuse in the query": { verb: "forbid_query", reason },
  "cancel the rotation": { verb: "cancel_rotation", reason },
};

const preview = (ctx: OrgContext, keyIds: string[], operation: object) =>
  previewBulk(ctx, PreviewBulkInput.parse({ keyIds, operation }));

async function run(ctx: OrgContext, keys: { keyId: string; version: number }[], operation: object) {
  return (await runBulk(ctx, RunBulkInput.parse({ keys, operation }))).results;
}

const at = (key: Pick<TestKey, "id">, version = 1) => ({ keyId: key.id, version });

/** One key in every state that decides about an operation. */
async function keysOf(org: TestOrg, ctx: OrgContext): Promise<string[]> {
  const own = { org, createdBy: ctx.actor };
  const made = [
    await makeKey(own),
    await makeKey({ org }),
    await makeKey({ ...own, state: "disabled" }),
    await makeKey({ ...own, state: "disabled_by_staff" }),
    await makeKey({ ...own, state: "expired" }),
    await makeKey({ ...own, state: "deleted" }),
    await makeKey({ org: await makeOrg() }),
  ];
  const set = async (data: object) => {
    const key = await makeKey(own);
    await db.key.update({ where: { id: key.id }, data, select: { id: true } });
    made.push(key);
  };
  await set({ isProtected: true });
  await set({ restrictions: { ip: { mode: "enforce", allow: ["192.0.2.0/24"] } } });
  await set({ restrictions: { ip: { mode: "enforce", allow: ["198.51.100.0/24"] } } });
  await set({ restrictions: 7 });
  await set({ allowQueryKey: false });
  const [rotating, moved] = [await makeKey(own), await makeKey(own)];
  await rotateFor(await ownerCtx(org), rotating);
  const { secretId } = await rotateFor(await ownerCtx(org), moved);
  await noteUse(moved, secretId, NOW);
  return [...made.map(({ id }) => id), rotating.id, moved.id];
}

describe.each(Object.entries(OPERATIONS))("%s", (_name, operation) => {
  test.each([
    ["a developer", developerCtx],
    ["an admin", adminCtx],
  ])("does to each key what its preview says, asked by %s", async (_who, member) => {
    const org = await makeOrg();
    const ctx = await member(org);
    const keyIds = await keysOf(org, ctx);
    const before = await preview(ctx, keyIds, operation);
    const keys = before.keys.map(({ keyId, version }) => ({ keyId, version: Math.max(1, version) }));
    const results = await run(ctx, keys, operation);
    const said = before.keys.map((key) => [key.keyId, key.outcome === "refused" ? key.code : "done"]);
    expect(results.map((result) => [result.keyId, result.isDone ? "done" : result.code])).toEqual(said);
    expect(said.some(([, word]) => word === "done")).toBe(true);
    for (const { keyId, outcome } of before.keys) {
      const rows = (await auditOf(keyId)).filter(({ requestId }) => requestId === ctx.requestId);
      expect(rows.length > 0, keyId).toBe(outcome === "change");
      if (outcome === "change") expect(rows.at(-1)).toMatchObject({ chain: org.id, reason });
    }
  });

  test("is refused to a viewer, whom the preview offers nothing", async () => {
    const org = await makeOrg();
    const key = await makeKey({ org });
    const ctx = await viewerCtx(org);
    expect((await preview(ctx, [key.id], operation)).keys[0]).toMatchObject({ code: "forbidden" });
    await expect(run(ctx, [at(key)], operation)).rejects.toMatchObject({ code: "forbidden" });
    expect(await auditOf(key.id)).toEqual([]);
  });
});

describe("running", () => {
  let org: TestOrg;
  let ctx: OrgContext;
  beforeEach(async () => {
    org = await makeOrg();
    ctx = await ownerCtx(org);
  });

  test("a key that somebody changed since it was looked at is left as it is, and the others are done", async () => {
    const [first, second] = [await makeKey({ org }), await makeKey({ org })];
    await db.key.update({ where: { id: first.id }, data: { version: 2 }, select: { id: true } });
    expect(await run(ctx, [at(first), at(second)], OPERATIONS.disable)).toMatchObject([
      { isDone: false, code: "version_mismatch" },
      { isDone: true },
    ]);
    expect((await getKey(ctx, { keyId: first.id })).status).toBe("active");
    expect((await getKey(ctx, { keyId: second.id })).status).toBe("disabled");
  });

  test("a new secret is told only where it is kept nowhere", async () => {
    const key = await makeKey({ org });
    const [kept] = await run(ctx, [at(key)], ROTATE);
    expect(kept).toEqual({ keyId: key.id, isDone: true, version: 2, endsAt: expect.any(String) });
    await db.org.update({ where: { id: org.id }, data: { showSecretsOnce: true }, select: { id: true } });
    const other = await makeKey({ org });
    const [once] = await run(ctx, [at(other)], ROTATE);
    expect(once).toMatchObject({ isDone: true, secret: expect.stringMatching(/^kw_[0-9A-Za-z]{49}$/) });
  });

  test("where the organization asks for a proof, nothing is deleted or rotated before it", async () => {
    const key = await makeKey({ org });
    await db.org.update({ where: { id: org.id }, data: { requireStepUp: true }, select: { id: true } });
    for (const operation of [OPERATIONS.delete, ROTATE])
      await expect(run(ctx, [at(key)], operation)).rejects.toMatchObject({ code: "step_up_required" });
    expect(await run(ctx, [at(key)], OPERATIONS.disable)).toMatchObject([{ isDone: true }]);
    expect((await auditOf(key.id)).map(({ action }) => action)).toEqual(["key.disabled"]);
  });

  test("a key whose audit row cannot be written is as it was, and the answer says that nothing was done", async () => {
    const key = await makeKey({ org });
    const results = await whileAuditFails(() => run(ctx, [at(key)], RESTRICT));
    expect(results).toMatchObject([{ isDone: false, code: "internal" }]);
    expect(await getKey(ctx, { keyId: key.id })).toMatchObject({
      version: 1,
      restrictions: { ip: { mode: "off" } },
    });
  });

  test.each([
    ["disable", OPERATIONS.disable],
    ["rotate", ROTATE],
    ["delete", OPERATIONS.delete],
  ])(
    "of two people who %s the same keys at once, each key has one winner and one audit row",
    async (_verb, operation) => {
      const keys = await Promise.all(Array.from({ length: 5 }, () => makeKey({ org })));
      const all = keys.map((key) => at(key));
      const both = await Promise.all([
        run(ctx, all, operation),
        run({ ...ctx, requestId: newId("request") }, all.toReversed(), operation),
      ]);
      for (const { id } of keys) {
        const done = both.flat().filter((result) => result.keyId === id && result.isDone);
        expect(done).toHaveLength(1);
        expect(await auditOf(id)).toHaveLength(1);
        const live = { keyId: id, status: { in: ["current" as const, "awaiting" as const] } };
        expect(await db.secret.count({ where: live })).toBe(1);
      }
    },
  );

  test("more keys at once than a batch holds, or the same key twice, are refused", () => {
    const keys = Array.from({ length: BULK_BATCH_MAX + 1 }, () => ({ keyId: newId("key"), version: 1 }));
    const parse = (given: object[]) =>
      RunBulkInput.safeParse({ keys: given, operation: OPERATIONS.disable }).success;
    expect(parse(keys)).toBe(false);
    expect(parse(keys.slice(1))).toBe(true);
    expect(parse([...keys.slice(2), ...keys.slice(2, 3)])).toBe(false);
  });
});

describe("undoing", () => {
  let org: TestOrg;
  let ctx: OrgContext;
  beforeEach(async () => {
    org = await makeOrg();
    ctx = await ownerCtx(org);
  });
  const undo = async (who: OrgContext, undone: object) =>
    (await undoBulk(who, UndoBulkInput.parse({ undo: undone }))).results;
  const stateOf = async (keyId: string) => {
    const { version: _, ...key } = await getKey(ctx, { keyId });
    return key;
  };
  const versioned = (results: Awaited<ReturnType<typeof run>>) =>
    results.map((result) => ({ keyId: result.keyId, version: (result.isDone && result.version) || 0 }));

  test("what was disabled or deleted is what it was, and each step has its audit row", async () => {
    const key = await makeKey({ org });
    const before = await stateOf(key.id);
    const done = await run(ctx, [at(key)], OPERATIONS.disable);
    expect(await undo(ctx, { verb: "disable", keys: versioned(done) })).toMatchObject([{ isDone: true }]);
    expect(await stateOf(key.id)).toEqual(before);
    await run(ctx, [at(key, 3)], OPERATIONS.delete);
    await undo(ctx, { verb: "delete", keys: [{ keyId: key.id }] });
    expect(await stateOf(key.id)).toEqual(before);
    expect((await auditOf(key.id)).map(({ action }) => action)).toEqual([
      "key.disabled",
      "key.enabled",
      "key.deleted",
      "key.restored",
    ]);
  });

  test("what was enabled is disabled again, for its former reason", async () => {
    const key = await makeKey({ org });
    await run(ctx, [at(key)], { verb: "disable", reason: "Contract ended." });
    const done = await run(ctx, [at(key, 2)], OPERATIONS.enable);
    await undo(ctx, { verb: "enable", keys: versioned(done) });
    expect(await getKey(ctx, { keyId: key.id })).toMatchObject({
      status: "disabled",
      disabledReason: "Contract ended.",
    });
  });

  test("a restriction is what the preview said it was before", async () => {
    const key = await makeKey({ org });
    const rule = { mode: "observe", allow: ["198.51.100.0/24"], deny: ["198.51.100.7"] };
    await db.key.update({
      where: { id: key.id },
      data: { restrictions: { ip: rule, domain: { mode: "enforce", allow: ["a.example"] } } },
      select: { id: true },
    });
    const before = await stateOf(key.id);
    const done = await run(ctx, [at(key)], RESTRICT);
    expect(await stateOf(key.id)).not.toEqual(before);
    const keys = versioned(done).map((one) => ({ ...one, restriction: { kind: "ip", rule } }));
    await undo(ctx, { verb: "restrict", keys });
    expect(await stateOf(key.id)).toEqual(before);
  });

  test("what was refused in the query string is accepted there again", async () => {
    const key = await makeKey({ org });
    const before = await stateOf(key.id);
    const done = await run(ctx, [at(key)], { verb: "forbid_query", reason });
    expect(await getKey(ctx, { keyId: key.id })).toMatchObject({ allowQueryKey: false });
    await undo(ctx, { verb: "forbid_query", keys: versioned(done) });
    expect(await stateOf(key.id)).toEqual(before);
  });

  test("rotations of one operation are cancelled together: each old secret is the current one again", async () => {
    const keys = [await makeKey({ org }), await makeKey({ org })];
    const done = await run(
      ctx,
      keys.map((key) => at(key)),
      ROTATE,
    );
    const results = await run(ctx, versioned(done), { verb: "cancel_rotation", reason });
    expect(results).toMatchObject([{ isDone: true }, { isDone: true }]);
    for (const key of keys) {
      expect((await secretsOf(key)).map(({ id, status }) => [id === key.secretId, status])).toEqual([
        [true, "current"],
        [false, "retired"],
      ]);
    }
  });

  test("a key that somebody changed since is left as it is, another organization's is not there", async () => {
    const [key, foreign] = [
      await makeKey({ org }),
      await makeKey({ org: await makeOrg(), state: "disabled" }),
    ];
    const done = await run(ctx, [at(key)], OPERATIONS.disable);
    await db.key.update({ where: { id: key.id }, data: { version: 9 }, select: { id: true } });
    const keys = [...versioned(done), at(foreign)];
    expect(await undo(ctx, { verb: "disable", keys })).toMatchObject([
      { code: "version_mismatch" },
      { code: "not_found" },
    ]);
    expect((await getKey(ctx, { keyId: key.id })).status).toBe("disabled");
  });

  test.each(["disable", "enable", "delete", "restrict", "forbid_query"])(
    "of %s is refused to a viewer",
    async (verb) => {
      const key = await makeKey({ org, state: "disabled" });
      const restriction = verb === "restrict" ? { restriction: RESTRICT.restriction } : {};
      const one = verb === "delete" ? { keyId: key.id } : { ...at(key), ...restriction };
      await expect(undo(await viewerCtx(org), { verb, keys: [one] })).rejects.toMatchObject({
        code: "forbidden",
      });
    },
  );

  test("a key whose audit row cannot be written is not put back", async () => {
    const key = await makeKey({ org });
    const done = await run(ctx, [at(key)], OPERATIONS.disable);
    const results = await whileAuditFails(() => undo(ctx, { verb: "disable", keys: versioned(done) }));
    expect(results).toMatchObject([{ isDone: false, code: "internal" }]);
    expect((await getKey(ctx, { keyId: key.id })).status).toBe("disabled");
  });
});

test("a preview changes nothing and takes the same statements for one key and for many", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const keys = await Promise.all(Array.from({ length: 20 }, () => makeKey({ org })));
  const ids = keys.map(({ id }) => id);
  const query = vi.spyOn(pg.Client.prototype, "query");
  await preview(ctx, ids.slice(0, 1), RESTRICT);
  const few = query.mock.calls.length;
  query.mockClear();
  await preview(ctx, ids, RESTRICT);
  expect([few, query.mock.calls.length]).toEqual([3, 3]);
  for (const id of ids) expect(await auditOf(id)).toEqual([]);
});

test("a preview tells the calls of the last hour and what becomes of the restriction", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const product = await makeProduct();
  const key = await makeKey({ org });
  const minute = (minutesAgo: number, code: string, requests: number) => ({
    minute: new Date(NOW.getTime() - minutesAgo * 60_000),
    orgId: org.id,
    keyId: key.id,
    secretId: key.secretId,
    productId: product.id,
    classId: product.classId,
    status: code === "" ? 200 : 429,
    code,
    requests,
    bytesIn: 0,
    bytesOut: 0,
  });
  await db.usageMinute.createMany({
    data: [minute(1, "", 7), minute(2, "qps_exceeded", 100), minute(60, "", 100)],
  });
  const [seen] = (await preview(ctx, [key.id], RESTRICT)).keys;
  expect(JSON.stringify(seen)).not.toContain(key.plaintext.slice(7, -4));
  expect(seen).toMatchObject({
    name: key.name,
    version: 1,
    calls: 7,
    outcome: "change",
    before: { mode: "off", allow: [] },
    after: { mode: "enforce", allow: ["192.0.2.0/24"] },
  });
});

test("all that match are the keys the list would show, of this organization alone", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const found = await makeKey({ org, name: "match me" });
  await makeKey({ org, name: "other" });
  await makeKey({ org, name: "match, deleted", state: "deleted" });
  await makeKey({ org: await makeOrg(), name: "match, foreign" });
  expect(await matchingKeys(ctx, KeyFilter.parse({ q: "match" }))).toEqual({ keyIds: [found.id] });
});

test("more than a thousand keys are matched at once and looked at a thousand at a time", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  await db.$executeRaw`
    INSERT INTO key (id, org_id, name, billing_type, created_by_id, created_at, updated_at)
    SELECT 'key_' || lpad(n::text, 22, '0'), ${org.id}, 'Key ' || n, 'paying', 'usr_test', now(), now()
    FROM generate_series(1, ${BULK_PREVIEW_MAX + 1}) n`;
  const { keyIds } = await matchingKeys(ctx, KeyFilter.parse({}));
  expect(new Set(keyIds).size).toBe(BULK_PREVIEW_MAX + 1);
  const operation = OPERATIONS.disable;
  expect(PreviewBulkInput.safeParse({ keyIds, operation }).success).toBe(false);
  expect(PreviewBulkInput.safeParse({ keyIds: keyIds.slice(1), operation }).success).toBe(true);
});
