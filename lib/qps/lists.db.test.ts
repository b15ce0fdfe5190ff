import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { endLimit } from "@/lib/limits/end-limit";
import { EndLimitInput, SetKeyLimitsInput } from "@/lib/limits/schemas";
import { setKeyLimits } from "@/lib/limits/set-key-limits";
import type { MemberContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, staffCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestOrg } from "@/test/factories";
import { countDemand, grantOf, qpsScene, wishFor } from "@/test/qps";
import { approveQpsRequest } from "./approve";
import { askQpsQuestion } from "./ask";
import { getQpsForm } from "./form";
import { getQpsRequest } from "./get";
import { listQpsRequests } from "./list-mine";
import { listQpsQueue } from "./list-queue";
import { QPS_PHASES, type QpsPhase } from "./phase";
import { rejectQpsRequest } from "./reject";
import { getQpsReview } from "./review";
import { saveQpsDraft } from "./save-draft";
import {
  ListQpsQuery,
  ListQueueQuery,
  QpsFormQuery,
  RejectQpsInput,
  SayQpsInput,
  WithdrawQpsInput,
} from "./schemas";
import { submitQpsRequest } from "./submit";
import { whatIf } from "./what-if";
import { withdrawQpsRequest } from "./withdraw";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);
const mine = (over: object = {}) => ListQpsQuery.parse(over);
const queue = (over: object = {}) => ListQueueQuery.parse(over);

async function sentBy(ctx: MemberContext, over: object = {}, hours = 0) {
  const scene = await qpsScene({ org: ctx.org });
  const { id } = await submitQpsRequest({ ...ctx, now: at(hours) }, wishFor(scene, over));
  return { ...scene, id };
}

/** Rows of a list, as many as no test would send one by one; three of each hour. */
async function copies(
  { org, key, classId }: { org: TestOrg; key: { id: string }; classId: string },
  status: "draft" | "pending",
  count: number,
): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, n) => {
    const hour = at(-Math.floor(n / 3));
    const sent = status === "draft" ? {} : { submittedAt: hour, dueAt: hour };
    const wish = { currentQps: 10, wantedQps: 25, reason: "Fair.", contact: "Ada", createdById: "system" };
    return {
      ...wish,
      ...sent,
      id: newId("qpsRequest"),
      orgId: org.id,
      keyId: key.id,
      classId,
      status,
      createdAt: hour,
    };
  });
  await db.qpsRequest.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** A request in every phase there is at `NOW`. */
async function oneOfEach(org: TestOrg): Promise<Record<QpsPhase, string>> {
  const ctx = await adminCtx(org);
  const operator = { ...(await staffCtx()), now: at(-48) };
  const sent = async () => (await sentBy(ctx, {}, -72)).id;
  const granted = async (over: object) => {
    const id = await sent();
    await approveQpsRequest(operator, grantOf(id, over));
    return id;
  };
  const [asked, rejected, withdrawn] = [await sent(), await sent(), await sent()];
  await askQpsQuestion(operator, SayQpsInput.parse({ requestId: asked, body: "Why?" }));
  await rejectQpsRequest(operator, RejectQpsInput.parse({ requestId: rejected, reason: "No." }));
  await withdrawQpsRequest(ctx, WithdrawQpsInput.parse({ requestId: withdrawn }));
  return {
    draft: (await saveQpsDraft(ctx, wishFor(await qpsScene({ org })))).id,
    pending: await sent(),
    question: asked,
    scheduled: await granted({ from: at(1).toISOString() }),
    active: await granted({}),
    ended: await granted({ until: at(-1).toISOString() }),
    rejected,
    withdrawn,
  };
}

test("a list, its filter by phase and the request's page agree about every phase", {
  timeout: 120_000,
}, async () => {
  const org = await makeOrg();
  const ids = await oneOfEach(org);
  const viewer = await viewerCtx(org);
  const { items } = await listQpsRequests(viewer, mine());
  expect(items).toHaveLength(QPS_PHASES.length);
  for (const phase of QPS_PHASES) {
    expect(items.find(({ id }) => id === ids[phase])?.phase).toBe(phase);
    const filtered = await listQpsRequests(viewer, mine({ phase: [phase] }));
    expect(
      filtered.items.map(({ id }) => id),
      phase,
    ).toEqual([ids[phase]]);
    expect((await getQpsRequest(viewer, { requestId: ids[phase] })).phase).toBe(phase);
  }
  const both = await listQpsRequests(viewer, mine({ phase: ["ended", "active"] }));
  expect(both.items.map(({ id }) => id).sort()).toEqual([ids.active, ids.ended].sort());
});

test("a limit that staff called off before it began has ended for a list and a page alike", async () => {
  const ctx = await adminCtx(await makeOrg());
  const { id } = await sentBy(ctx);
  const operator = await staffCtx();
  await approveQpsRequest(operator, grantOf(id, { from: at(24).toISOString() }));
  const { limitId } = await db.qpsRequest.findUniqueOrThrow({ where: { id }, select: { limitId: true } });
  await endLimit(operator, EndLimitInput.parse({ limitId }));
  expect((await listQpsRequests(ctx, mine({ phase: ["ended"] }))).items).toMatchObject([
    { id, phase: "ended", grant: { isCutShort: true } },
  ]);
  expect((await getQpsRequest(ctx, { requestId: id })).steps.at(-1)?.what).toBe("ended");
});

test("pages come without a gap or a double, and never with another organization's requests", async () => {
  const org = await makeOrg();
  const ctx = await adminCtx(org);
  await copies(await qpsScene({ org }), "draft", 60);
  await sentBy(await adminCtx(await makeOrg()));
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: { items: { id: string }[]; next: string | null } = await listQpsRequests(
      ctx,
      mine({ after }),
    );
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  expect(new Set(ids).size).toBe(60);
  expect((await listQpsRequests(ctx, mine({ keyId: (await makeKey({ org })).id }))).items).toEqual([]);
  await expect(listQpsRequests(ctx, mine({ after: "1.x" }))).rejects.toMatchObject({ code: "invalid_input" });
});

describe("the queue", () => {
  test("has what is to be decided, the most urgent first and open questions last, and nobody's drafts", async () => {
    const org = await makeOrg({ name: `Queue ${newId("org")}` });
    const ctx = await adminCtx(org);
    const support = await staffCtx("support");
    const late = await sentBy(ctx, {}, -60);
    const asked = await sentBy(ctx, {}, -70);
    const fresh = await sentBy(ctx, {}, -1);
    await saveQpsDraft(ctx, wishFor(await qpsScene({ org })));
    const asking = SayQpsInput.parse({ requestId: asked.id, body: "Why?" });
    await askQpsQuestion({ ...support, now: at(-50) }, asking);
    const found = await listQpsQueue(support, queue({ q: org.name }));
    expect(found.items).toMatchObject([
      { id: late.id, isOverdue: true, waitingMs: null },
      { id: fresh.id, isOverdue: false, dueAt: at(47).toISOString() },
      { id: asked.id, phase: "question", isOverdue: false, waitingMs: 28 * HOUR_MS },
    ]);
    expect(found.counts).toMatchObject({ pending: expect.any(Number), question: expect.any(Number) });
    expect(found.counts.overdue).toBeGreaterThanOrEqual(1);
    const overdue = await listQpsQueue(support, queue({ q: org.slug, isOverdue: true }));
    expect(overdue.items.map(({ id }) => id)).toEqual([late.id]);
    for (const q of [late.id, late.key.id, late.key.name]) {
      expect((await listQpsQueue(support, queue({ q }))).items.map(({ id }) => id)).toEqual([late.id]);
    }
  });

  test("pages through the open ones, questions included, without a gap or a double", async () => {
    const org = await makeOrg();
    const support = await staffCtx("support");
    const sent = await copies(await qpsScene({ org }), "pending", 30);
    for (const requestId of sent.slice(0, 4)) {
      await askQpsQuestion(support, SayQpsInput.parse({ requestId, body: "Why?" }));
    }
    const first = await listQpsQueue(support, queue({ q: org.slug }));
    const second = await listQpsQueue(support, queue({ q: org.slug, after: first.next }));
    expect(second.next).toBeNull();
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([...ids].sort()).toEqual([...sent].sort());
    expect([...ids.slice(-4)].sort()).toEqual([...sent.slice(0, 4)].sort());
  });

  test("has what was decided apart, the last decision first, also what was withdrawn after it was sent", async () => {
    const org = await makeOrg();
    const ids = await oneOfEach(org);
    const ctx = await adminCtx(org);
    const draft = await saveQpsDraft(ctx, wishFor(await qpsScene({ org })));
    await withdrawQpsRequest(ctx, WithdrawQpsInput.parse({ requestId: draft.id }));
    const support = await staffCtx("support");
    const { items } = await listQpsQueue(support, queue({ q: org.slug, view: "decided" }));
    expect(items.map(({ phase }) => phase).sort()).toEqual([
      "active",
      "ended",
      "rejected",
      "scheduled",
      "withdrawn",
    ]);
    expect(items[0]?.id).toBe(ids.withdrawn);
    const active = await listQpsQueue(support, queue({ q: org.slug, view: "decided", phase: ["active"] }));
    expect(active.items.map(({ id }) => id)).toEqual([ids.active]);
  });

  test("shows a reviewer the customer's contract, flags and other requests, and calls up to now", async () => {
    const org = await makeOrg();
    const ctx = await adminCtx(org);
    const [first, second] = [await sentBy(ctx), await sentBy(ctx, {}, 1)];
    const contract = { orgId: org.id, reference: "C-1", from: at(-1), qpsCeiling: 40, createdById: "system" };
    await db.contract.create({ data: { id: newId("contract"), ...contract }, select: { id: true } });
    const flag = { orgId: org.id, keyId: second.key.id, reason: "Scraping.", raisedById: "system" };
    await db.abuseFlag.create({ data: { id: newId("abuseFlag"), ...flag }, select: { id: true } });
    await countDemand(second, at(-3), { admitted: { 7: 10 }, refused: { 7: 30 } });
    const review = await getQpsReview(await staffCtx(), { requestId: second.id });
    expect(review).toMatchObject({
      cannotDecide: null,
      canAsk: true,
      twoReviewersAbove: 500,
      now: { qps: 10, agreed: 10, ownQps: null },
      submittedBy: { id: ctx.actor.id, email: ctx.actor.email, role: "admin" },
      org: {
        isSuspended: false,
        contract: { reference: "C-1", qpsCeiling: 40, until: null },
        abuseFlags: [{ reason: "Scraping.", isAboutKey: true }],
      },
      past: { evidence: { peak: 40, breaches: 30 } },
    });
    expect(review.others.map(({ id }) => id)).toEqual([first.id]);
    expect(whatIf(review.past.demand, 25).breaches).toBe(15);
  });
});

describe("a form", () => {
  const form = (keyId: string, classId: string | null = null) => QpsFormQuery.parse({ keyId, classId });

  test("is filled with limits, evidence of 14 days and what the contract allows, for a self-serve customer as well", async () => {
    const scene = await qpsScene({ org: await makeOrg({ type: "self_serve" }) });
    const other = await makeProduct();
    await db.keyProduct.create({
      data: { keyId: scene.key.id, productId: other.id },
      select: { keyId: true },
    });
    const ctx = await adminCtx(scene.org);
    const own = { keyId: scene.key.id, limits: [{ kind: "qps", classId: scene.classId, value: 4 }] };
    await setKeyLimits(ctx, SetKeyLimitsInput.parse(own));
    await countDemand(scene, at(-14 * 24 - 2), { admitted: { 0: 99 } });
    await countDemand(scene, at(-30), { admitted: { 1: 4 }, refused: { 1: 20, 2: 3 } });
    await countDemand(scene, at(-2), { admitted: { 59: 3 } });
    expect(await getQpsForm(ctx, form(scene.key.id))).toMatchObject({ chosen: null, classes: [{}, {}] });
    const filled = await getQpsForm(ctx, form(scene.key.id, scene.classId));
    expect(filled).toMatchObject({
      isOffered: false,
      canDraft: true,
      canSubmit: true,
      contact: ctx.actor.email,
      ceiling: null,
      chosen: {
        qps: 4,
        agreed: 10,
        ownQps: 4,
        openRequestId: null,
        demand: { calls: 30, peak: 24 },
        evidence: {
          calls: 30,
          peak: 24,
          peakAt: new Date(at(-30).getTime() + 1000).toISOString(),
          breaches: 23,
          hours: [
            { at: at(-30).toISOString(), peak: 24, calls: 27, refused: 23 },
            { at: at(-2).toISOString(), peak: 3, calls: 3, refused: 0 },
          ],
        },
      },
    });
    const { days, breachesByHour } = filled.chosen?.evidence ?? { days: [], breachesByHour: [] };
    expect(days).toHaveLength(15);
    expect(days.at(-2)).toEqual({ date: "2026-03-01", peak: 24, calls: 27, breaches: 23 });
    expect(breachesByHour[6]).toBe(23);
  });

  test("names the open request, and lets a developer draft for keys of their own only", async () => {
    const org = await makeOrg();
    const developer = await developerCtx(org);
    const own = await qpsScene({ org, createdBy: developer.actor });
    const ctx = await adminCtx(org);
    const { id } = await submitQpsRequest(ctx, wishFor(own));
    expect(await getQpsForm(developer, form(own.key.id))).toMatchObject({
      isOffered: true,
      canDraft: true,
      canSubmit: false,
      chosen: { openRequestId: id },
    });
    const others = await qpsScene({ org });
    expect(await getQpsForm(developer, form(others.key.id))).toMatchObject({ canDraft: false });
  });

  test("of another organization's or a deleted key, or a class it cannot call, is not found", async () => {
    const [theirs, scene] = [await qpsScene(), await qpsScene()];
    await countDemand(theirs, at(-2), { admitted: { 0: 50 } });
    const ctx = await adminCtx(scene.org);
    const deleted = await makeKey({ org: scene.org, state: "deleted", products: [scene.product] });
    for (const query of [
      form(theirs.key.id, theirs.classId),
      form(deleted.id),
      form(scene.key.id, theirs.classId),
    ]) {
      await expect(getQpsForm(ctx, query)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

test("evidence covers 14 days of traffic in every second, small enough for a page", async () => {
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  const from = at(-14 * 24);
  await db.$executeRaw`
    INSERT INTO usage_demand (minute, org_id, key_id, class_id, admitted, refused)
    SELECT minute, ${scene.org.id}, ${scene.key.id}, ${scene.classId},
           array(SELECT 1 + (extract(minute FROM minute)::int * 7 + s) % 12 FROM generate_series(0, 59) s),
           array(SELECT CASE WHEN s = 0 THEN 20 ELSE 0 END FROM generate_series(0, 59) s)
    FROM generate_series(${from}::timestamptz, ${NOW}::timestamptz - interval '1 minute', interval '1 minute') minute`;
  const { chosen } = await getQpsForm(ctx, QpsFormQuery.parse({ keyId: scene.key.id }));
  if (chosen === null) throw new Error("The key has one class.");
  expect(chosen.evidence.hours).toHaveLength(14 * 24);
  expect(chosen.demand).toMatchObject({ peak: 32, from: from.getTime() / 1000, to: NOW.getTime() / 1000 });
  expect(JSON.stringify(chosen.demand).length).toBeLessThan(200_000);
  const { id } = await submitQpsRequest(ctx, wishFor(scene));
  const { evidence } = await getQpsRequest(ctx, { requestId: id });
  const live = whatIf(chosen.demand, 25);
  expect(live).toMatchObject({
    isExact: true,
    breaches: evidence?.wanted.breaches,
    seconds: evidence?.wanted.seconds,
  });
  expect(chosen.evidence.calls).toBe(((14 * DAY_MS) / 1000) * 6.5 + ((14 * DAY_MS) / 60_000) * 20);
});
