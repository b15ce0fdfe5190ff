import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { endLimit } from "@/lib/limits/end-limit";
import { EndLimitInput } from "@/lib/limits/schemas";
import { NOW } from "@/test/clock";
import { adminCtx, staffCtx } from "@/test/contexts";
import { makeMember, makeUser } from "@/test/factories";
import { grantOf, qpsScene, wishFor } from "@/test/qps";
import { approveQpsRequest } from "./approve";
import { askQpsQuestion } from "./ask";
import { followQpsRequests } from "./follow";
import { SayQpsInput } from "./schemas";
import { submitQpsRequest } from "./submit";

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

beforeEach(async () => {
  await db.qpsRequest.deleteMany();
});

async function granted(over: object) {
  const scene = await qpsScene();
  const owner = await makeMember(scene.org, "owner");
  const { id } = await submitQpsRequest(await adminCtx(scene.org), wishFor(scene));
  await approveQpsRequest(await staffCtx(), grantOf(id, over));
  return { ...scene, id, owner };
}

/** What the owner heard from the job, which is run by two instances at each of these hours. */
async function heardAt(id: string, userId: string, hours: readonly number[]): Promise<[number, string][]> {
  const heard: [number, string][] = [];
  for (const hour of hours) {
    const before = await noticesOf(id, userId);
    await Promise.all([followQpsRequests(at(hour)), followQpsRequests(at(hour))]);
    for (const kind of (await noticesOf(id, userId)).slice(before.length)) heard.push([hour, kind]);
  }
  return heard;
}

async function noticesOf(subject: string, userId: string): Promise<string[]> {
  const rows = await db.notice.findMany({
    where: { subject, userId },
    select: { kind: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ kind }) => kind);
}

test("a beginning, the day before an end and the end are told once each, when they come", async () => {
  const { id, owner } = await granted({ from: at(10).toISOString(), until: at(100).toISOString() });
  expect(await heardAt(id, owner.id, [1, 10, 11, 75, 76, 77, 99, 100, 101, 500])).toEqual([
    [10, "qps.started"],
    [76, "qps.ends_soon"],
    [100, "qps.ended"],
  ]);
  const ended = await db.notice.findFirstOrThrow({ where: { subject: id, kind: "qps.ended" } });
  expect(ended.data).toMatchObject({ qps: 25, agreed: 10, at: at(100).toISOString() });
});

test("what began at once is not told again, a short one has no day before, and a late job makes up for a week only", async () => {
  const short = await granted({ until: at(30).toISOString() });
  expect(await heardAt(short.id, short.owner.id, [0, 1, 20, 31])).toEqual([[31, "qps.ended"]]);
  const forgotten = await granted({ from: at(10).toISOString(), until: at(20).toISOString() });
  expect(await heardAt(forgotten.id, forgotten.owner.id, [20 + 7 * 24])).toEqual([]);
});

test("what staff call off before it begins, or end early, is told", async () => {
  const [off, cut] = [await granted({ from: at(10).toISOString() }), await granted({})];
  for (const [{ id }, hour] of [
    [off, 1],
    [cut, 2],
  ] as const) {
    const { limitId } = await db.qpsRequest.findUniqueOrThrow({ where: { id }, select: { limitId: true } });
    await endLimit({ ...(await staffCtx()), now: at(hour) }, EndLimitInput.parse({ limitId }));
  }
  expect(await heardAt(off.id, off.owner.id, [3, 4])).toEqual([[3, "qps.called_off"]]);
  expect(await noticesOf(cut.id, cut.owner.id)).toContain("qps.ended");
});

test("events nobody wants to hear of are dealt with once and keep nobody else's from being told", async () => {
  const muted = await granted({ until: at(30).toISOString() });
  const heard = await granted({ until: at(30).toISOString() });
  const people = await db.membership.findMany({ where: { orgId: muted.org.id }, select: { userId: true } });
  await db.noticePreference.createMany({
    data: people.map(({ userId }) => ({
      userId,
      orgId: muted.org.id,
      kind: "qps.ended",
      isShown: false,
      isMailed: false,
    })),
  });
  await Promise.all([followQpsRequests(at(31)), followQpsRequests(at(31))]);
  expect(await noticesOf(muted.id, muted.owner.id)).not.toContain("qps.ended");
  expect(await noticesOf(heard.id, heard.owner.id)).toContain("qps.ended");
  const { followed } = await db.qpsRequest.findUniqueOrThrow({
    where: { id: muted.id },
    select: { followed: true },
  });
  expect(followed).toEqual([`ended ${at(30).getTime()}`]);
  // Whoever wants to hear again now is not told of what is over and done with.
  await db.noticePreference.deleteMany({ where: { orgId: muted.org.id } });
  await followQpsRequests(at(32));
  expect(await noticesOf(muted.id, muted.owner.id)).not.toContain("qps.ended");
});

test("staff hear once of a request that is overdue, and never while a question is open", async () => {
  const { id: operatorId } = await db.user.update({
    where: { id: (await makeUser()).id },
    data: { staffRole: "operator" },
    select: { id: true },
  });
  const scene = await qpsScene();
  const ctx = await adminCtx(scene.org);
  const late = await submitQpsRequest(ctx, wishFor(scene));
  const asked = await submitQpsRequest(ctx, wishFor(await qpsScene({ org: scene.org })));
  await askQpsQuestion(await staffCtx(), SayQpsInput.parse({ requestId: asked.id, body: "Why?" }));
  expect(await heardAt(late.id, operatorId, [47, 48, 49])).toEqual([[48, "review.overdue"]]);
  expect(await noticesOf(asked.id, operatorId)).toEqual(["review.new"]);
});
