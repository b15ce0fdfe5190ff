import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { finishRotation } from "@/lib/keys/finish-rotation";
import { FinishRotationInput } from "@/lib/keys/life-schemas";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { settleRotations } from "@/lib/keys/settle-rotations";
import type { OrgContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { adminCtx, developerCtx, memberCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestKey } from "@/test/factories";
import { hoursLater, rotateFor, secretsOf } from "@/test/rotations";
import { auditOf, changesOf } from "@/test/traces";
import { respondToLeak } from "./respond";
import { RespondInput } from "./schemas";

const respond = (ctx: OrgContext, key: Pick<TestKey, "id">, response: string, more: object = {}) =>
  respondToLeak(ctx, RespondInput.parse({ keyId: key.id, response, ...more }));

const keyOf = ({ id }: Pick<TestKey, "id">) =>
  db.key.findUniqueOrThrow({
    where: { id },
    select: { leakedAt: true, disabledAt: true, disabledReason: true, restrictions: true, version: true },
  });

test("kill: the key is disabled, marked as leaked, and both are in the audit log with the note", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const note = "In a public repository since noon.";
  expect(await respond(ctx, key, "disable", { secretIds: [key.secretId], note })).toEqual({
    secret: null,
    endsAt: null,
  });
  expect(await keyOf(key)).toMatchObject({
    leakedAt: ctx.now,
    disabledAt: ctx.now,
    disabledReason: `Leaked. ${note}`,
  });
  expect(await auditOf(key.id)).toMatchObject([
    {
      action: "key.leak_reported",
      after: { secrets: [{ id: key.secretId, works: true }] },
      reason: note,
      actorId: ctx.actor.id,
    },
    { action: "key.disabled", reason: `Leaked. ${note}` },
  ]);
  expect(await changesOf(key.id)).toBe(2);
});

test("rotate with an hour: the leaked secret keeps its mark, the key loses it once that secret has ended", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const { secret, endsAt } = await respond(ctx, key, "rotate", { secretIds: [key.secretId] });
  expect(secret).toMatch(/^kw_/);
  expect(endsAt).toBe(hoursLater(ctx, 1).now.toISOString());
  expect((await keyOf(key)).leakedAt).toEqual(ctx.now);
  await settleRotations(hoursLater(ctx, 2).now);
  expect((await keyOf(key)).leakedAt).toBeNull();
  const marks = await db.secret.findMany({
    where: { keyId: key.id },
    select: { status: true, leakedAt: true },
    orderBy: { status: "asc" },
  });
  expect(marks).toEqual([
    { status: "current", leakedAt: null },
    { status: "retired", leakedAt: ctx.now },
  ]);
});

test("while a rotation is under way, the end of a secret that did not leak leaves the mark", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const { secretId } = await rotateFor(ctx, key);
  await respond(ctx, key, "note", { secretIds: [secretId] });
  await finishRotation(ctx, FinishRotationInput.parse({ keyId: key.id }));
  expect((await keyOf(key)).leakedAt).toEqual(ctx.now);
  await respond(ctx, key, "rotate", { secretIds: [secretId] });
  await respond(ctx, key, "finish", { secretIds: [secretId] });
  expect((await keyOf(key)).leakedAt).toBeNull();
});

test("finish: a leaked secret that is being replaced ends now, the new one goes on", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await rotateFor(ctx, key, { hours: 24 });
  await respond(ctx, key, "finish", { secretIds: [key.secretId] });
  expect(await secretsOf(key)).toMatchObject([
    { id: key.secretId, status: "retired" },
    { status: "current" },
  ]);
});

test("restrict: only the addresses listed, enforced; what was denied and every other restriction stays", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const before = Restrictions.parse({
    ip: { mode: "observe", allow: ["10.0.0.0/8"], deny: ["192.0.2.66"] },
    country: { mode: "enforce", allow: ["PT"] },
  });
  await db.key.update({ where: { id: key.id }, data: { restrictions: before }, select: { id: true } });
  await respond(ctx, key, "restrict", { allow: ["192.0.2.0/24", "2001:db8::1"] });
  const ip = { mode: "enforce", allow: ["192.0.2.0/24", "2001:db8::1"], deny: ["192.0.2.66"] };
  expect((await keyOf(key)).restrictions).toEqual({ ...before, ip });
  await expect(respond(ctx, key, "restrict", { allow: [] })).rejects.toMatchObject({
    code: "invalid_input",
    fields: { allow: ["List at least one address."] },
  });
  await expect(respond(ctx, key, "restrict", { allow: ["nonsense"] })).rejects.toMatchObject({
    code: "invalid_input",
    fields: { allow: [expect.stringContaining("nonsense")] },
  });
  expect((await keyOf(key)).restrictions).toEqual({ ...before, ip });
});

test("a retired secret is noted on itself: the key is in no danger and gets no mark", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await rotateFor(ctx, key, { hours: 0 });
  await respond(ctx, key, "note", { secretIds: [key.secretId], note: "Found in an old backup." });
  expect((await keyOf(key)).leakedAt).toBeNull();
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    action: "key.leak_reported",
    after: { secrets: [{ id: key.secretId, works: false }] },
  });
  expect(await db.notice.count({ where: { orgId: org.id } })).toBe(0);
});

test("admins and whoever created the key are told, once each", async () => {
  const org = await makeOrg();
  const creator = await makeMember(org, "developer");
  const admin = await adminCtx(org);
  await makeMember(org, "developer");
  const key = await makeKey({ org, createdBy: creator });
  const reporter = await ownerCtx(org);
  await respond(reporter, key, "note", {});
  const told = await db.notice.findMany({ where: { orgId: org.id }, select: { userId: true, kind: true } });
  expect(new Set(told.map(({ userId }) => userId))).toEqual(
    new Set([creator.id, admin.actor.id, reporter.actor.id]),
  );
  expect(told).toHaveLength(3);
});

test("a developer may report anybody's key and act on own ones; a viewer may do neither", async () => {
  const org = await makeOrg();
  const person = await makeMember(org, "developer");
  const developer = await memberCtx(org, "developer", person);
  const [own, other] = [await makeKey({ org, createdBy: person }), await makeKey({ org })];
  await respond(developer, other, "note");
  for (const [response, more] of [
    ["disable", {}],
    ["rotate", {}],
    ["restrict", { allow: ["192.0.2.1"] }],
  ] as const) {
    await expect(respond(developer, other, response, more)).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await keyOf(other)).toMatchObject({ disabledAt: null, restrictions: {}, version: 2 });
  expect(await secretsOf(other)).toHaveLength(1);
  expect(await auditOf(other.id)).toHaveLength(1);
  await respond(developer, own, "disable");
  expect((await keyOf(own)).disabledAt).not.toBeNull();
  const viewer = await viewerCtx(org);
  for (const response of ["note", "disable", "rotate", "finish", "restrict"]) {
    await expect(respond(viewer, own, response)).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("another organization's key, and a secret of another key, are not found and nothing changes", async () => {
  const [org, other] = [await makeOrg(), await makeOrg()];
  const ctx = await ownerCtx(org);
  const [key, second, theirs] = [
    await makeKey({ org }),
    await makeKey({ org }),
    await makeKey({ org: other }),
  ];
  for (const response of ["note", "disable", "rotate", "finish", "restrict"]) {
    await expect(respond(ctx, theirs, response)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(respond(ctx, key, "note", { secretIds: [second.secretId] })).rejects.toMatchObject({
    code: "not_found",
  });
  for (const one of [key, second, theirs]) {
    expect(await keyOf(one)).toMatchObject({ leakedAt: null, version: 1 });
    expect(await auditOf(one.id)).toEqual([]);
  }
});

test("without its audit row nothing is marked and nothing is done", async () => {
  const org = await makeOrg();
  const ctx = await developerCtx(org);
  const key = await makeKey({ org, createdBy: ctx.actor });
  await whileAuditFails(() => expect(respond(ctx, key, "disable")).rejects.toThrow());
  expect(await keyOf(key)).toMatchObject({ leakedAt: null, disabledAt: null, version: 1 });
  expect(await changesOf(key.id)).toBe(0);
  expect(await db.notice.count({ where: { orgId: org.id } })).toBe(0);
});

test("a secret in the note is in no row", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await respond(ctx, key, "disable", { note: `It was ${key.plaintext} in the log.` });
  const rows = JSON.stringify([await auditOf(key.id), await keyOf(key)]);
  expect(rows).not.toContain(key.plaintext);
  expect(rows).toContain("kw_redacted in the log.");
});
