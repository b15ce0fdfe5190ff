import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, ownerCtx, staffCtx } from "@/test/contexts";
import { makeMember, makeUser } from "@/test/factories";
import { grantOf, qpsScene, wishFor } from "@/test/qps";
import { auditOf, changesOf } from "@/test/traces";
import { approveQpsRequest } from "./approve";
import { askQpsQuestion } from "./ask";
import { changeQpsPolicy } from "./change-policy";
import { getQpsRequest } from "./get";
import { getQpsPolicy } from "./get-policy";
import { rejectQpsRequest } from "./reject";
import { getQpsReview } from "./review";
import { ChangeQpsPolicyInput, DEFAULT_QPS_POLICY, RejectQpsInput, SayQpsInput } from "./schemas";
import { submitQpsRequest } from "./submit";

const DAY_MS = 86_400_000;
const at = (days: number) => new Date(NOW.getTime() + days * DAY_MS).toISOString();

async function sent(over: object = {}) {
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  const { id } = await submitQpsRequest(ctx, wishFor(scene, over));
  return { ...scene, ctx, id };
}

function contract(orgId: string, over: object = {}) {
  return db.contract.create({
    data: {
      id: newId("contract"),
      orgId,
      reference: "C-7",
      from: new Date(NOW.getTime() - DAY_MS),
      qpsCeiling: 30,
      createdById: "system",
      ...over,
    },
    select: { id: true },
  });
}

const limitsOf = (keyId: string) =>
  db.limit.findMany({
    where: { keyId },
    select: { value: true, from: true, until: true, classId: true, source: true },
    orderBy: { from: "asc" },
  });

async function setPolicy(over: object) {
  const operator = await staffCtx();
  const { version } = await getQpsPolicy(operator);
  const policy = { ...DEFAULT_QPS_POLICY, ...over };
  await changeQpsPolicy(operator, ChangeQpsPolicyInput.parse({ policy, version }));
}

test("an approval in full makes the limit, tells every edge, and is in the audit log twice: as limit and as decision", async () => {
  const { id, key, classId, ctx } = await sent({ until: at(3) });
  const operator = await staffCtx();
  const changes = await changesOf(key.id);
  expect(await approveQpsRequest(operator, grantOf(id, { until: at(3), note: "Good luck." }))).toMatchObject({
    outcome: "approved",
  });
  expect(await limitsOf(key.id)).toEqual([
    { value: 25n, from: NOW, until: new Date(at(3)), classId, source: "contract" },
  ]);
  expect(await changesOf(key.id)).toBe(changes + 1);
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    action: "key.limit_granted",
    actorId: operator.actor.id,
    reason: `QPS request ${id}`,
  });
  expect((await auditOf(id)).at(-1)).toMatchObject({ action: "qps_request.approved", reason: "Good luck." });
  expect(await getQpsRequest(ctx, { requestId: id })).toMatchObject({
    phase: "active",
    isDecidedByPolicy: false,
    decisionNote: "Good luck.",
    grant: { qps: 25, from: NOW.toISOString(), until: at(3), isPartial: false },
  });
  await expect(approveQpsRequest(operator, grantOf(id))).rejects.toMatchObject({ code: "request_closed" });
});

test("less, later or shorter than asked for is an approval in part; what begins later is scheduled", async () => {
  for (const [over, expected] of [
    [{ qps: 20 }, { phase: "active", grant: { qps: 20, isPartial: true } }],
    [{ until: at(9) }, { phase: "active", grant: { until: at(9), isPartial: true } }],
    [{ from: at(1) }, { phase: "scheduled", grant: { from: at(1), isPartial: false } }],
    [{ from: at(-1) }, { phase: "active", grant: { from: NOW.toISOString(), isPartial: false } }],
  ] as const) {
    const { id, ctx } = await sent();
    await approveQpsRequest(await staffCtx(), grantOf(id, over));
    expect(await getQpsRequest(ctx, { requestId: id })).toMatchObject(expected);
  }
  const { id, ctx } = await sent({ from: at(1) });
  await approveQpsRequest(await staffCtx(), grantOf(id, { from: at(2) }));
  expect(await getQpsRequest(ctx, { requestId: id })).toMatchObject({ grant: { isPartial: true } });
});

test("of two reviewers who decide at once, one does, and there is one limit", async () => {
  const { id, key } = await sent();
  const [first, second] = [await staffCtx(), await staffCtx()];
  const decided = await Promise.allSettled([
    approveQpsRequest(first, grantOf(id)),
    approveQpsRequest(second, grantOf(id, { qps: 20 })),
    rejectQpsRequest(second, RejectQpsInput.parse({ requestId: id, reason: "No." })),
  ]);
  expect(decided.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await limitsOf(key.id)).length).toBeLessThanOrEqual(1);
});

test("nobody decides a request of their own: not its writer, not its sender, not a member of the organization", async () => {
  const scene = await qpsScene();
  const [person, colleague] = [await makeUser(), await makeUser()];
  await makeMember(scene.org, "viewer", colleague);
  const ctx = { ...(await ownerCtx(scene.org)), actor: { type: "user" as const, ...person } };
  const { id } = await submitQpsRequest(ctx, wishFor(scene));
  for (const reviewer of [person, colleague]) {
    const operator = await staffCtx("operator", reviewer);
    await expect(approveQpsRequest(operator, grantOf(id))).rejects.toMatchObject({ code: "self_review" });
    const rejecting = rejectQpsRequest(operator, RejectQpsInput.parse({ requestId: id, reason: "No." }));
    await expect(rejecting).rejects.toMatchObject({ code: "self_review" });
    expect((await getQpsReview(operator, { requestId: id })).cannotDecide).toBe("self_review");
  }
  expect(await limitsOf(scene.key.id)).toEqual([]);
});

test("support cannot approve, and a key that is deleted can be granted nothing", async () => {
  const { id, key } = await sent();
  const support = approveQpsRequest(await staffCtx("support"), grantOf(id));
  await expect(support).rejects.toMatchObject({ code: "forbidden" });
  await db.key.update({ where: { id: key.id }, data: { deletedAt: NOW }, select: { id: true } });
  const operator = await staffCtx();
  await expect(approveQpsRequest(operator, grantOf(id))).rejects.toMatchObject({ code: "not_found" });
  await rejectQpsRequest(operator, RejectQpsInput.parse({ requestId: id, reason: "Deleted." }));
});

test("an end that is past, or before the beginning, is refused", async () => {
  const { id } = await sent();
  for (const over of [{ until: at(-1) }, { until: NOW.toISOString() }]) {
    const approving = approveQpsRequest(await staffCtx(), grantOf(id, over));
    await expect(approving).rejects.toMatchObject({
      code: "invalid_input",
      fields: { until: [expect.any(String)] },
    });
  }
  expect(() => grantOf(id, { from: at(3), until: at(2) })).toThrow(/after the beginning/);
});

test("nothing is granted above the ceiling of the contract that holds now", async () => {
  const { id, org } = await sent();
  const operator = await staffCtx();
  await contract(org.id, { qpsCeiling: 5, until: NOW });
  await contract(org.id, { qpsCeiling: 20 });
  const approving = approveQpsRequest(operator, grantOf(id));
  await expect(approving).rejects.toMatchObject({
    fields: { qps: ["Contract C-7 allows 20 queries per second at most."] },
  });
  await approveQpsRequest(operator, grantOf(id, { qps: 20 }));
});

test("nothing is granted when the audit row cannot be written", async () => {
  const { id, key, ctx } = await sent();
  const operator = await staffCtx();
  await expect(whileAuditFails(() => approveQpsRequest(operator, grantOf(id)))).rejects.toThrow();
  expect(await limitsOf(key.id)).toEqual([]);
  expect((await getQpsRequest(ctx, { requestId: id })).phase).toBe("pending");
});

describe("above the size that takes two", () => {
  const big = { qps: 600 };

  test("the second reviewer's yes to the same carries it out, not the first one's twice", async () => {
    const { id, key, ctx } = await sent({ wantedQps: 600 });
    const [first, second] = [await staffCtx(), await staffCtx()];
    expect((await approveQpsRequest(first, grantOf(id, big))).outcome).toBe("awaits_second");
    expect(await limitsOf(key.id)).toEqual([]);
    await expect(approveQpsRequest(first, grantOf(id, big))).rejects.toMatchObject({
      code: "approved_already",
    });
    const seen = await getQpsRequest(ctx, { requestId: id });
    expect(seen.phase).toBe("pending");
    expect(JSON.stringify(seen)).not.toMatch(/approval_given/);
    expect((await getQpsReview(second, { requestId: id })).approvals).toMatchObject([
      { by: { id: first.actor.id }, qps: 600, from: null, until: null },
    ]);
    expect((await approveQpsRequest(second, grantOf(id, big))).outcome).toBe("approved");
    expect(await limitsOf(key.id)).toHaveLength(1);
    expect((await auditOf(id)).map(({ action }) => action).slice(-2)).toEqual([
      "qps_request.approval_given",
      "qps_request.approved",
    ]);
  });

  test("two who agree to different things have not agreed; a later beginning that has come is now for both", async () => {
    const { id, key } = await sent({ wantedQps: 600 });
    const [first, second] = [await staffCtx(), await staffCtx()];
    await approveQpsRequest(first, grantOf(id, { ...big, from: at(1) }));
    expect((await approveQpsRequest(second, grantOf(id, { qps: 700 }))).outcome).toBe("awaits_second");
    expect((await approveQpsRequest(second, grantOf(id, big))).outcome).toBe("awaits_second");
    expect(await limitsOf(key.id)).toEqual([]);
    const tomorrow = { ...second, now: new Date(at(1)) };
    // Its own earlier yes is to the same by now; the first one's counts.
    expect((await approveQpsRequest(tomorrow, grantOf(id, { ...big, from: at(1) }))).outcome).toBe(
      "approved",
    );
  });

  test.each<[string, (userId: string, orgId: string) => Promise<unknown>]>([
    ["is no operator any more", (id) => db.user.update({ where: { id }, data: { staffRole: "support" } })],
    ["is disabled", (id) => db.user.update({ where: { id }, data: { disabledAt: NOW } })],
    [
      "has joined the customer",
      (userId, orgId) => db.membership.create({ data: { userId, orgId, role: "viewer" } }),
    ],
  ])("the yes of a first reviewer who %s does not count", async (_, happens) => {
    const { id, key, org } = await sent({ wantedQps: 600 });
    const [first, second] = [await staffCtx(), await staffCtx()];
    await approveQpsRequest(first, grantOf(id, big));
    await happens(first.actor.id, org.id);
    expect((await approveQpsRequest(second, grantOf(id, big))).outcome).toBe("awaits_second");
    expect(await limitsOf(key.id)).toEqual([]);
  });

  test("a question takes back what was agreed to, and less than the size needs one", async () => {
    const { id, ctx } = await sent({ wantedQps: 600 });
    const [first, second] = [await staffCtx(), await staffCtx()];
    await approveQpsRequest(first, grantOf(id, big));
    await askQpsQuestion(second, SayQpsInput.parse({ requestId: id, body: "Why?" }));
    expect((await approveQpsRequest(second, grantOf(id, big))).outcome).toBe("awaits_second");
    expect((await approveQpsRequest(second, grantOf(id, { qps: 500 }))).outcome).toBe("approved");
    expect((await getQpsRequest(ctx, { requestId: id })).grant).toMatchObject({ qps: 500, isPartial: true });
  });
});

describe("the policy", () => {
  const isOn = { autoApprove: { isOn: true, maxFactor: 2 } };

  test("approves nothing while it is off, which it is until somebody turns it on", async () => {
    const scene = await qpsScene();
    await contract(scene.org.id);
    const { isApproved } = await submitQpsRequest(
      await adminCtx(scene.org),
      wishFor(scene, { wantedQps: 11 }),
    );
    expect(isApproved).toBe(false);
  });

  test("approves within its factor and the contract, and leaves everything else to people", async () => {
    await setPolicy({ ...isOn, twoReviewersAbove: 18 });
    for (const [name, wantedQps, prepare, isApproved] of [
      ["within", 15, { ceiling: 30 }, true],
      ["less", 3, { ceiling: 30 }, true],
      ["more than twice", 21, { ceiling: 30 }, false],
      ["two reviewers", 19, { ceiling: 30 }, false],
      ["above the ceiling", 15, { ceiling: 14 }, false],
      ["no contract", 15, {}, false],
      ["a contract without a ceiling", 15, { ceiling: null }, false],
      ["an abuse flag", 15, { ceiling: 30, isFlagged: true }, false],
    ] as const) {
      const scene = await qpsScene();
      const ctx = await adminCtx(scene.org);
      if ("ceiling" in prepare) await contract(scene.org.id, { qpsCeiling: prepare.ceiling });
      if ("isFlagged" in prepare) {
        const flag = { id: newId("abuseFlag"), orgId: scene.org.id, reason: "Odd.", raisedById: "system" };
        await db.abuseFlag.create({ data: flag, select: { id: true } });
      }
      const sending = await submitQpsRequest(ctx, wishFor(scene, { wantedQps, until: at(2) }));
      expect(sending.isApproved, name).toBe(isApproved);
      const seen = await getQpsRequest(ctx, { requestId: sending.id });
      expect(seen.phase, name).toBe(isApproved ? "active" : "pending");
      expect(await limitsOf(scene.key.id), name).toHaveLength(isApproved ? 1 : 0);
      if (!isApproved) continue;
      expect(seen).toMatchObject({ isDecidedByPolicy: true, grant: { qps: wantedQps, until: at(2) } });
      const [row] = (await auditOf(sending.id)).slice(-1);
      expect(row).toMatchObject({
        action: "qps_request.approved",
        actorId: "qps-policy",
        after: { byPolicy: true },
      });
    }
    await setPolicy({});
  });

  test("is changed by operators only, in the version they have seen, and the provider's audit log knows", async () => {
    const operator = await staffCtx();
    const { policy, version } = await getQpsPolicy(await staffCtx("support"));
    const input = ChangeQpsPolicyInput.parse({ policy: { ...policy, answerWithinHours: 4 }, version });
    await expect(changeQpsPolicy(await staffCtx("support"), input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(whileAuditFails(() => changeQpsPolicy(operator, input))).rejects.toThrow();
    const changed = await Promise.allSettled([
      changeQpsPolicy(operator, input),
      changeQpsPolicy(operator, input),
    ]);
    expect(changed.map((one) => (one.status === "rejected" ? one.reason.code : "ok")).sort()).toEqual([
      "ok",
      "version_mismatch",
    ]);
    expect((await auditOf("qps")).at(-1)).toMatchObject({
      chain: "provider",
      action: "qps_policy.changed",
      before: { answerWithinHours: 48 },
      after: { answerWithinHours: 4 },
    });
    const { id } = await sent();
    const { dueAt } = await getQpsReview(operator, { requestId: id });
    expect(dueAt).toBe(new Date(NOW.getTime() + 4 * 3_600_000).toISOString());
    await setPolicy({});
  });
});
