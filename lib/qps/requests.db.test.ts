import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { StaffContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, memberCtx, ownerCtx, staffCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg } from "@/test/factories";
import { countDemand, qpsScene, wishFor } from "@/test/qps";
import { auditOf } from "@/test/traces";
import { answerQpsQuestion } from "./answer";
import { askQpsQuestion } from "./ask";
import { commentAsStaff, commentOnQpsRequest } from "./comment";
import { getQpsRequest } from "./get";
import { rejectQpsRequest } from "./reject";
import { getQpsReview } from "./review";
import { saveQpsDraft } from "./save-draft";
import { CommentQpsInput, RejectQpsInput, SayQpsInput, WithdrawQpsInput } from "./schemas";
import { submitQpsRequest } from "./submit";
import { withdrawQpsRequest } from "./withdraw";

const HOUR_MS = 3_600_000;
const later = <Ctx extends { now: Date }>(ctx: Ctx, hours: number): Ctx => ({
  ...ctx,
  now: new Date(NOW.getTime() + hours * HOUR_MS),
});
const say = (requestId: string, body = "Why?") => SayQpsInput.parse({ requestId, body });
const remark = (requestId: string, body = "Noted.") => CommentQpsInput.parse({ requestId, body });
const reject = (requestId: string) => RejectQpsInput.parse({ requestId, reason: "Too much." });
const withdraw = (requestId: string, over: object = {}) => WithdrawQpsInput.parse({ requestId, ...over });

const rowOf = (id: string) =>
  db.qpsRequest.findUniqueOrThrow({ where: { id }, select: { status: true, dueAt: true, version: true } });

async function sent() {
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  const { id } = await submitQpsRequest(ctx, wishFor(scene));
  return { ...scene, ctx, id, staff: await staffCtx() };
}

/** Titles of what somebody was told, oldest first. */
async function toldTo(userId: string, subject: string): Promise<string[]> {
  const rows = await db.notice.findMany({
    where: { userId, subject },
    select: { kind: true },
    orderBy: [{ createdAt: "asc" }, { kind: "asc" }],
  });
  return rows.map(({ kind }) => kind);
}

test("a request goes from draft over question and answer to its end, and every step is in the audit log", async () => {
  const scene = await qpsScene();
  const owner = await ownerCtx(scene.org);
  const staff = await staffCtx("support");
  const draft = await saveQpsDraft(owner, wishFor(scene));
  expect((await getQpsRequest(owner, { requestId: draft.id })).phase).toBe("draft");
  await expect(getQpsReview(staff, { requestId: draft.id })).rejects.toMatchObject({ code: "not_found" });
  const input = {
    ...wishFor(scene, { wantedQps: 40 }),
    request: { requestId: draft.id, version: draft.version },
  };
  expect(await submitQpsRequest(owner, input)).toMatchObject({ id: draft.id, isApproved: false });
  await askQpsQuestion(later(staff, 1), say(draft.id, "For how long?"));
  await answerQpsQuestion(later(owner, 11), say(draft.id, "Until Friday."));
  await commentAsStaff(later(staff, 12), remark(draft.id));
  await rejectQpsRequest(later(await staffCtx(), 13), reject(draft.id));
  expect((await auditOf(draft.id)).map(({ action, chain }) => [action, chain])).toEqual(
    ["drafted", "edited", "submitted", "question_asked", "answered", "commented", "rejected"].map((what) => [
      `qps_request.${what}`,
      scene.org.id,
    ]),
  );
  const seen = await getQpsRequest(owner, { requestId: draft.id });
  expect(seen).toMatchObject({ phase: "rejected", currentQps: 10, wantedQps: 40, decisionNote: "Too much." });
  expect(seen.steps.map(({ what }) => what)).toEqual([
    "drafted",
    "submitted",
    "asked",
    "answered",
    "rejected",
  ]);
  expect(seen.messages.map(({ kind, isStaff, author }) => [kind, isStaff, author?.id])).toEqual([
    ["question", true, undefined],
    ["answer", false, owner.actor.id],
    ["comment", true, undefined],
  ]);
  expect(JSON.stringify(seen)).not.toContain(staff.actor.name);
  expect((await getQpsReview(staff, { requestId: draft.id })).messages[0]?.author?.id).toBe(staff.actor.id);
});

test("the clock waits while a question is open, however many are asked, and goes on with the answer", async () => {
  const { ctx, staff, id } = await sent();
  const promised = new Date(NOW.getTime() + 48 * HOUR_MS);
  expect((await rowOf(id)).dueAt).toEqual(promised);
  await askQpsQuestion(later(staff, 8), say(id));
  await askQpsQuestion(later(staff, 20), say(id));
  const review = await getQpsReview(later(staff, 200), { requestId: id });
  expect(review).toMatchObject({ phase: "question", waitingMs: 40 * HOUR_MS, isOverdue: false });
  await answerQpsQuestion(later(ctx, 208), say(id));
  expect((await rowOf(id)).dueAt).toEqual(new Date(NOW.getTime() + 248 * HOUR_MS));
  await expect(answerQpsQuestion(ctx, say(id))).rejects.toMatchObject({ code: "no_question" });
  expect(await getQpsReview(later(staff, 249), { requestId: id })).toMatchObject({ isOverdue: true });
});

test("what calls have shown is kept as it was when it was sent", async () => {
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  await countDemand(scene, new Date(NOW.getTime() - 2 * HOUR_MS), {
    admitted: { 3: 10 },
    refused: { 3: 21 },
  });
  const { id } = await submitQpsRequest(ctx, wishFor(scene));
  await countDemand(scene, new Date(NOW.getTime() - HOUR_MS), { admitted: { 0: 10 }, refused: { 0: 90 } });
  const { evidence } = await getQpsRequest(ctx, { requestId: id });
  expect(evidence).toMatchObject({
    calls: 31,
    peak: 31,
    breaches: 21,
    current: { limit: 10, breaches: 21, seconds: 1 },
    wanted: { limit: 25, breaches: 6, seconds: 1 },
  });
  expect((await getQpsReview(await staffCtx(), { requestId: id })).past.evidence).toMatchObject({
    peak: 100,
  });
});

describe("who may", () => {
  test("a developer drafts for a key of their own only, and admins hear that it waits", async () => {
    const org = await makeOrg();
    const admin = await makeMember(org, "admin");
    const developer = await developerCtx(org);
    const own = await qpsScene({ org, createdBy: developer.actor });
    const others = await qpsScene({ org });
    const { id } = await saveQpsDraft(developer, wishFor(own));
    expect(await toldTo(admin.id, id)).toEqual(["qps.drafted"]);
    expect(await toldTo(developer.actor.id, id)).toEqual([]);
    await expect(saveQpsDraft(developer, wishFor(others))).rejects.toMatchObject({ code: "forbidden" });
    await expect(submitQpsRequest(developer, wishFor(own))).rejects.toMatchObject({ code: "forbidden" });
    expect((await getQpsRequest(developer, { requestId: id })).rights).toEqual({
      canEdit: true,
      canSubmit: false,
      canAnswer: false,
      canComment: false,
      canWithdraw: true,
    });
    const foreign = await saveQpsDraft(await adminCtx(org), wishFor(others));
    await expect(withdrawQpsRequest(developer, withdraw(foreign.id))).rejects.toMatchObject({
      code: "forbidden",
    });
    const stolen = { ...wishFor(own), request: { requestId: foreign.id, version: null } };
    await expect(saveQpsDraft(developer, stolen)).rejects.toMatchObject({ code: "forbidden" });
    await withdrawQpsRequest(developer, withdraw(id));
    expect((await rowOf(id)).status).toBe("withdrawn");
  });

  test("a viewer reads, and a viewer or developer says and takes back nothing that was sent", async () => {
    const { org, id } = await sent();
    for (const ctx of [await viewerCtx(org), await developerCtx(org)]) {
      expect((await getQpsRequest(ctx, { requestId: id })).phase).toBe("pending");
      for (const attempt of [
        () => answerQpsQuestion(ctx, say(id)),
        () => commentOnQpsRequest(ctx, remark(id)),
        () => withdrawQpsRequest(ctx, withdraw(id)),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
      }
    }
    expect((await rowOf(id)).status).toBe("pending");
  });

  test("another organization's request, key and draft are not found, and nothing of them changes", async () => {
    const theirs = await sent();
    const mine = await qpsScene();
    const ctx = await ownerCtx(mine.org);
    const ref = { requestId: theirs.id };
    for (const attempt of [
      () => getQpsRequest(ctx, ref),
      () => answerQpsQuestion(ctx, say(theirs.id)),
      () => commentOnQpsRequest(ctx, remark(theirs.id)),
      () => withdrawQpsRequest(ctx, withdraw(theirs.id)),
      () => submitQpsRequest(ctx, wishFor(theirs)),
      () => saveQpsDraft(ctx, { ...wishFor(mine), request: { ...ref, version: null } }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await auditOf(theirs.id)).toHaveLength(2);
  });

  test("a self-serve organization can send nothing, and is told why", async () => {
    const scene = await qpsScene({ org: await makeOrg({ type: "self_serve" }) });
    const ctx = await ownerCtx(scene.org);
    for (const verb of [saveQpsDraft, submitQpsRequest]) {
      await expect(verb(ctx, wishFor(scene))).rejects.toMatchObject({ code: "enterprise_only" });
    }
    expect(await db.qpsRequest.count({ where: { orgId: scene.org.id } })).toBe(0);
  });

  test("support asks and comments, and decides nothing", async () => {
    const { id } = await sent();
    const support = await staffCtx("support");
    await expect(rejectQpsRequest(support, reject(id))).rejects.toMatchObject({ code: "forbidden" });
    expect((await getQpsReview(support, { requestId: id })).cannotDecide).toBe("role");
    await askQpsQuestion(support, say(id));
    await commentAsStaff(support, remark(id));
    expect((await rowOf(id)).status).toBe("question");
  });
});

test("of many requests for one key and class sent at once, one is open", async () => {
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  const sentAtOnce = await Promise.allSettled([1, 2, 3, 4].map(() => submitQpsRequest(ctx, wishFor(scene))));
  expect(sentAtOnce.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(sentAtOnce.flatMap((one) => (one.status === "rejected" ? one.reason.code : []))).toEqual(
    new Array(3).fill("request_open"),
  );
  expect(await db.qpsRequest.count({ where: { orgId: scene.org.id } })).toBe(1);
});

test("a wish is refused for what the key has already, a class it cannot call, and an end that is past", async () => {
  const scene = await qpsScene();
  const other = await qpsScene();
  const ctx = await adminCtx(scene.org);
  for (const [over, field] of [
    [{ wantedQps: 10 }, "wantedQps"],
    [{ classId: other.classId }, "classId"],
    [{ until: NOW.toISOString() }, "until"],
    [{ from: "2099-01-01T00:00:00Z" }, "from"],
  ] as const) {
    await expect(submitQpsRequest(ctx, wishFor(scene, over))).rejects.toMatchObject({
      code: "invalid_input",
      fields: { [field]: [expect.any(String)] },
    });
  }
  const deleted = {
    ...scene,
    key: await makeKey({ org: scene.org, state: "deleted", products: [scene.product] }),
  };
  await expect(submitQpsRequest(ctx, wishFor(deleted))).rejects.toMatchObject({ code: "not_found" });
  expect(await db.qpsRequest.count({ where: { orgId: scene.org.id } })).toBe(0);
});

test("what is over stays over: nothing can be asked, answered, decided or withdrawn any more", async () => {
  const { ctx, staff, id } = await sent();
  await withdrawQpsRequest(ctx, withdraw(id));
  for (const attempt of [
    () => askQpsQuestion(staff, say(id)),
    () => rejectQpsRequest(staff, reject(id)),
    () => commentAsStaff(staff, remark(id)),
    () => commentOnQpsRequest(ctx, remark(id)),
    () => withdrawQpsRequest(ctx, withdraw(id)),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "request_closed" });
  }
});

test("who has seen an older version is told, and changes nothing", async () => {
  const { ctx, staff, id } = await sent();
  const { version } = await rowOf(id);
  await askQpsQuestion(staff, say(id));
  const stale = { requestId: id, version, body: "Late." };
  await expect(askQpsQuestion(staff, SayQpsInput.parse(stale))).rejects.toMatchObject({
    code: "version_mismatch",
  });
  await expect(withdrawQpsRequest(ctx, withdraw(id, { version }))).rejects.toMatchObject({
    code: "version_mismatch",
  });
});

test("a secret in anything that is written is replaced before it is kept, mailed or audited", async () => {
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  const staff = await staffCtx();
  const leaked = `It is ${scene.key.plaintext}.`;
  const { id } = await submitQpsRequest(ctx, wishFor(scene, { reason: leaked, contact: leaked }));
  await askQpsQuestion(staff, say(id, leaked));
  await answerQpsQuestion(ctx, say(id, leaked));
  await commentOnQpsRequest(ctx, remark(id, leaked));
  await rejectQpsRequest(staff, RejectQpsInput.parse({ requestId: id, reason: leaked }));
  const kept = JSON.stringify([
    await getQpsReview(staff, { requestId: id }),
    await auditOf(id),
    await db.notice.findMany({ where: { subject: id }, select: { data: true } }),
  ]);
  expect(kept).toContain("kw_redacted");
  expect(kept).not.toContain(scene.key.plaintext);
});

test("nothing happens when the audit row cannot be written", async () => {
  const { ctx, staff, id, key, classId, org } = await sent();
  const before = await rowOf(id);
  const fresh = await makeKey({ org, products: [{ id: await productOf(classId) }] });
  for (const attempt of [
    () => submitQpsRequest(ctx, wishFor({ key: fresh, classId })),
    () => saveQpsDraft(ctx, wishFor({ key, classId })),
    () => askQpsQuestion(staff, say(id)),
    () => commentOnQpsRequest(ctx, remark(id)),
    () => rejectQpsRequest(staff, reject(id)),
    () => withdrawQpsRequest(ctx, withdraw(id)),
  ]) {
    await expect(whileAuditFails(attempt)).rejects.toThrow();
  }
  expect(await rowOf(id)).toEqual(before);
  expect(await db.qpsRequest.count({ where: { orgId: org.id } })).toBe(1);
  expect(await db.qpsMessage.count({ where: { requestId: id } })).toBe(0);
});

async function productOf(classId: string): Promise<string> {
  const { productId } = await db.endpointClass.findUniqueOrThrow({
    where: { id: classId },
    select: { productId: true },
  });
  return productId;
}

test("everybody hears of every step that somebody else took, and never of their own", async () => {
  const org = await makeOrg();
  const [owner, admin] = [await makeMember(org, "owner"), await makeMember(org, "admin")];
  await makeMember(org, "viewer");
  const scene = await qpsScene({ org });
  const ctx = await memberCtx(org, "admin", admin);
  const staff: StaffContext = await staffCtx();
  await db.user.update({
    where: { id: staff.actor.id },
    data: { staffRole: "operator" },
    select: { id: true },
  });
  const { id } = await submitQpsRequest(ctx, wishFor(scene));
  await askQpsQuestion(later(staff, 1), say(id));
  await answerQpsQuestion(later(ctx, 2), say(id));
  await commentOnQpsRequest(later(ctx, 3), remark(id));
  await rejectQpsRequest(later(staff, 4), reject(id));
  expect(await toldTo(owner.id, id)).toEqual([
    "qps.sent",
    "qps.asked",
    "qps.answered",
    "qps.commented",
    "qps.rejected",
  ]);
  expect(await toldTo(admin.id, id)).toEqual(["qps.asked", "qps.rejected"]);
  expect(await toldTo(staff.actor.id, id)).toEqual(["review.new", "review.answered", "review.commented"]);
  expect(await db.notice.count({ where: { subject: id, userId: owner.id, mailDueAt: { not: null } } })).toBe(
    5,
  );
});
