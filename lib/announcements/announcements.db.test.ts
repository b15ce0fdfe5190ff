import { afterEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { staffCtx } from "@/test/contexts";
import { makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { announce } from "./announce";
import { currentAnnouncements } from "./current";
import { endAnnouncement } from "./end";
import { listAnnouncements } from "./list";
import { AnnounceInput } from "./schemas";

afterEach(async () => {
  await db.announcement.deleteMany();
});

const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const input = (over: object = {}) =>
  AnnounceInput.parse({
    message: "Maintenance on Sunday.",
    tone: "info",
    orgType: null,
    from: null,
    until: null,
    ...over,
  });

test("a line is shown from its beginning to its end, to organizations it is for, the loudest first", async () => {
  const ctx = await staffCtx();
  const [enterprise, selfServe] = [await makeOrg(), await makeOrg({ type: "self_serve" })];
  await announce(ctx, input({ message: "all" }));
  await announce(ctx, input({ message: "later", from: at(2).toISOString(), until: at(4).toISOString() }));
  await announce(ctx, input({ message: "enterprise", tone: "danger", orgType: "enterprise" }));
  const seen = async (org: typeof enterprise, hours: number) =>
    (await currentAnnouncements({ org, now: at(hours) })).map(({ message }) => message);
  expect(await seen(enterprise, 0)).toEqual(["enterprise", "all"]);
  expect(await seen(selfServe, 0)).toEqual(["all"]);
  expect(await seen(selfServe, 2)).toEqual(["later", "all"]);
  expect(await seen(selfServe, 4)).toEqual(["all"]);
  expect((await listAnnouncements(ctx)).map(({ message, state }) => [message, state])).toContainEqual([
    "later",
    "planned",
  ]);
});

test("a line that is ended is shown to nobody, and ended once", async () => {
  const ctx = await staffCtx();
  const org = await makeOrg();
  const { id: announcementId } = await announce(ctx, input());
  await endAnnouncement(ctx, { announcementId });
  expect(await currentAnnouncements({ org, now: NOW })).toEqual([]);
  expect(await outcomeOf(endAnnouncement(ctx, { announcementId }))).toBe("not_found");
  expect((await auditOf(announcementId)).map(({ chain, action }) => [chain, action])).toEqual([
    ["provider", "announcement.made"],
    ["provider", "announcement.ended"],
  ]);
});

test("support, an end that is past, and an audit that cannot be written announce nothing", async () => {
  const ctx = await staffCtx();
  expect(await outcomeOf(announce(await staffCtx("support"), input()))).toBe("forbidden");
  const past = input({ from: at(-2).toISOString(), until: at(-1).toISOString() });
  expect(await outcomeOf(announce(ctx, past))).toBe("invalid_input");
  await expect(whileAuditFails(() => announce(ctx, input()))).rejects.toThrow();
  expect(await listAnnouncements(ctx)).toEqual([]);
});
