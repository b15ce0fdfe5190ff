import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import type { Incoming } from "@/lib/actions/incoming";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { makeMember, makeOrg } from "@/test/factories";
import {
  attemptSignIn,
  auditOf,
  breakAudit,
  makePerson,
  outcomeOf,
  requestAt,
  signedIn,
} from "@/test/people";
import { deviceHash } from "./device";
import { endOtherSessions } from "./end-other-sessions";
import { endSession } from "./end-session";
import { listSessions } from "./list-sessions";
import { findLiveSession } from "./live-session";
import { findSession, requireMembership } from "./resolve";
import { sessionCookieName } from "./session-cookie";
import { signOut } from "./sign-out";

const DAY_MS = 86_400_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe("a session", () => {
  test("ends 30 days after signing in, however much it is used", async () => {
    const { ctx } = await signedIn();
    for (let day = 1; day < 30; day += 1)
      expect(await findLiveSession(ctx.sessionId, later(day * DAY_MS))).not.toBeNull();
    expect(await findLiveSession(ctx.sessionId, later(30 * DAY_MS))).toBeNull();
  });

  test("ends after 7 days without use", async () => {
    const { ctx } = await signedIn();
    expect(await findLiveSession(ctx.sessionId, later(7 * DAY_MS))).toBeNull();
    expect(await findLiveSession(ctx.sessionId, later(7 * DAY_MS - 1))).not.toBeNull();
  });

  test("is over the moment its person is disabled", async () => {
    const { ctx, person } = await signedIn();
    await db.user.update({ where: { id: person.id }, data: { disabledAt: NOW } });
    expect(await findLiveSession(ctx.sessionId, NOW)).toBeNull();
  });

  test("is not brought back by being seen after it ended", async () => {
    const { ctx } = await signedIn();
    await signOut(ctx);
    expect(await findLiveSession(ctx.sessionId, later(DAY_MS))).toBeNull();
    const row = await db.session.findUniqueOrThrow({ where: { id: ctx.sessionId } });
    expect(row).toMatchObject({ endedAt: NOW, endReason: "signed_out", lastSeenAt: NOW });
  });
});

describe("the session cookie", () => {
  const secret = env().NEXTAUTH_SECRET;
  const name = sessionCookieName(env().PUBLIC_URL);
  const bring = (value: string): Incoming => ({
    header: () => null,
    cookie: (asked) => (asked === name ? value : undefined),
  });

  test("names a living session and its person", async () => {
    const { ctx, person } = await signedIn();
    const cookie = await encode({ token: { sid: ctx.sessionId }, secret });
    const found = await findSession(requestAt(1), bring(cookie));
    expect(found).toMatchObject({
      sessionId: ctx.sessionId,
      staffRole: null,
      actor: { type: "user", ...person },
    });
  });

  test.each([
    [
      "sealed with another key",
      (sid: string) => encode({ token: { sid }, secret: "another secret of 32 characters." }),
    ],
    ["of another kind", () => encode({ token: { sid: newId("user") }, secret })],
    ["of a session that never was", () => encode({ token: { sid: newId("session") }, secret })],
    ["with only a name in it", () => encode({ token: { sub: "usr_1", email: "ada@example.test" }, secret })],
    ["in clear", async (sid: string) => sid],
    ["that is empty", async () => ""],
  ])("%s is nobody's", async (_, make) => {
    const { ctx } = await signedIn();
    expect(await findSession(requestAt(1), bring(await make(ctx.sessionId)))).toBeNull();
  });

  test("is worth nothing after signing out", async () => {
    const { ctx } = await signedIn();
    const cookie = await encode({ token: { sid: ctx.sessionId }, secret });
    await signOut(ctx);
    expect(await findSession(requestAt(1), bring(cookie))).toBeNull();
    expect(await auditOf(ctx.sessionId)).toEqual(["session.started", "session.ended"]);
  });
});

describe("ending sessions", () => {
  test("one of them ends that one", async () => {
    const { ctx, person } = await signedIn();
    const { sessionId } = await attemptSignIn({ email: person.email });
    await endSession(ctx, { sessionId });
    expect(await findLiveSession(sessionId, NOW)).toBeNull();
    expect(await findLiveSession(ctx.sessionId, NOW)).not.toBeNull();
    expect(await auditOf(sessionId)).toEqual(["session.started", "session.ended"]);
    expect(await outcomeOf(endSession(ctx, { sessionId }))).toBe("not_found");
  });

  test("of somebody else is not found and changes nothing", async () => {
    const { ctx } = await signedIn();
    const other = await signedIn();
    expect(await outcomeOf(endSession(ctx, { sessionId: other.ctx.sessionId }))).toBe("not_found");
    expect(await findLiveSession(other.ctx.sessionId, NOW)).not.toBeNull();
  });

  test("all others leaves this one, and everybody else's", async () => {
    const { ctx, person } = await signedIn();
    const other = await signedIn();
    await attemptSignIn({ email: person.email });
    await attemptSignIn({ email: person.email });
    expect(await endOtherSessions(ctx)).toBe(2);
    expect((await listSessions(ctx)).map(({ id, isCurrent }) => ({ id, isCurrent }))).toEqual([
      { id: ctx.sessionId, isCurrent: true },
    ]);
    expect(await findLiveSession(other.ctx.sessionId, NOW)).not.toBeNull();
    expect(await auditOf(person.id)).toEqual(["session.others_ended"]);
  });

  test("changes nothing when the audit cannot be written", async () => {
    const { ctx, person } = await signedIn();
    const { sessionId } = await attemptSignIn({ email: person.email });
    const repair = await breakAudit();
    await expect(endSession(ctx, { sessionId })).rejects.toThrow();
    await expect(endOtherSessions(ctx)).rejects.toThrow();
    await expect(signOut(ctx)).rejects.toThrow();
    await repair();
    expect(await db.session.count({ where: { userId: person.id, endedAt: null } })).toBe(2);
  });
});

describe("the list of sessions", () => {
  test("shows the living ones of this person, this one first", async () => {
    const { ctx, person } = await signedIn();
    await attemptSignIn({ email: person.email, seconds: 60, ip: "203.0.113.5" });
    await signedIn();
    const list = await listSessions({ ...ctx, now: later(60_000) });
    expect(list.map((item) => [item.isCurrent, item.ip])).toEqual([
      [true, expect.any(String)],
      [false, "203.0.113.5"],
    ]);
    expect(Object.keys(list[0] ?? {}).sort()).toEqual([
      "createdAt",
      "id",
      "ip",
      "isCurrent",
      "lastSeenAt",
      "userAgent",
    ]);
  });
});

describe("an organization", () => {
  test("is found by its members, and for strangers is as if it were not there", async () => {
    const org = await makeOrg();
    const { ctx, person } = await signedIn();
    const unknown = await requireMembership(ctx, "no-such-org").catch((error: unknown) => error);
    const foreign = await requireMembership(ctx, org.slug).catch((error: unknown) => error);
    expect(foreign).toEqual(unknown);
    expect(foreign).toMatchObject({ code: "not_found" });
    await makeMember(org, "viewer", person);
    expect(await requireMembership(ctx, org.slug)).toMatchObject({ role: "viewer", org });
  });
});

test("of the browsers a person signs in from, the last five are known", async () => {
  const person = await makePerson();
  const tokens: string[] = [];
  for (let n = 0; n < 7; n += 1)
    tokens.push((await attemptSignIn({ email: person.email, seconds: n })).deviceToken);
  const known = await db.knownDevice.findMany({ where: { userId: person.id }, select: { tokenHash: true } });
  const hashes = new Set(known.map((row) => Buffer.from(row.tokenHash).toString("hex")));
  expect(tokens.map((token) => hashes.has(deviceHash(token, person.id).toString("hex")))).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
});
