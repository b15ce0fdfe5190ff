import { describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { isDomainError } from "@/lib/errors/domain-error";
import { logger } from "@/lib/logging/logger";
import { NOW } from "@/test/clock";
import {
  attemptSignIn,
  auditOf,
  breakAudit,
  makePerson,
  outcomeOf,
  PASSWORD,
  requestAt,
  signedIn,
  WRONG_PASSWORD,
} from "@/test/people";
import { backgroundIdle } from "./background";
import { BoundedQueue } from "./bounded-queue";
import { changePassword } from "./change-password";
import { accountBucket } from "./internal";
import { issueLinkToken } from "./link-token";
import { findLiveSession } from "./live-session";
import { chargeAttempt } from "./throttle";
import { ACCOUNT, DEVICE, KNOWN_DEVICES_MAX } from "./throttle-curve";

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe("the right password", () => {
  test("opens a session that lives, with an audit row", async () => {
    const person = await makePerson();
    const { sessionId } = await attemptSignIn({ email: person.email });
    expect(await findLiveSession(sessionId, NOW)).toEqual({
      id: sessionId,
      user: { ...person, staffRole: null },
    });
    expect(await auditOf(sessionId)).toEqual(["session.started"]);
  });

  test("opens a new session every time, and ends the one the browser had", async () => {
    const { person, ctx, browser } = await signedIn();
    const again = await attemptSignIn({
      email: person.email,
      browser: { ...browser, previousSessionId: ctx.sessionId },
    });
    expect(again.sessionId).not.toBe(ctx.sessionId);
    expect(again.deviceToken).toBe(browser.deviceToken);
    expect(await findLiveSession(ctx.sessionId, NOW)).toBeNull();
    expect(await findLiveSession(again.sessionId, NOW)).not.toBeNull();
  });

  test("is found whatever the case of the address", async () => {
    const person = await makePerson();
    expect(await outcomeOf(attemptSignIn({ email: ` ${person.email.toUpperCase()} ` }))).toBe("ok");
  });

  test("opens nothing when the audit cannot be written", async () => {
    const person = await makePerson();
    const repair = await breakAudit();
    await expect(attemptSignIn({ email: person.email })).rejects.toThrow();
    await repair();
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0);
    expect(await db.knownDevice.count({ where: { userId: person.id } })).toBe(0);
  });

  test("of a disabled account opens nothing and says so", async () => {
    const person = await makePerson();
    await db.user.update({ where: { id: person.id }, data: { disabledAt: NOW } });
    expect(await outcomeOf(attemptSignIn({ email: person.email }))).toBe("forbidden");
    expect(await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD }))).toBe(
      "sign_in_failed",
    );
  });

  test("that stops being right while it is verified opens no session that outlives the change", async () => {
    const { person, ctx } = await signedIn();
    const outcomes = await Promise.allSettled([
      attemptSignIn({ email: person.email }),
      changePassword(ctx, {
        currentPassword: PASSWORD,
        newPassword: "mountain yellow trumpet",
        keepThisSession: false,
      }),
      attemptSignIn({ email: person.email }),
    ]);
    expect(outcomes[1].status).toBe("fulfilled");
    expect(await db.session.count({ where: { userId: person.id, endedAt: null } })).toBe(0);
    await backgroundIdle();
  });
});

describe("a wrong password and an unknown address", () => {
  test("get the same answer, after one Argon2 verification each", async () => {
    const person = await makePerson();
    const runs = vi.spyOn(BoundedQueue.prototype, "run");
    const refusals: unknown[] = [];
    for (const email of [person.email, "nobody@example.test"]) {
      refusals.push(
        await attemptSignIn({ email, password: WRONG_PASSWORD }).catch((error: unknown) => error),
      );
      expect(runs).toHaveBeenCalledTimes(refusals.length);
    }
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject({ code: "sign_in_failed" });
  });

  test("write no session, no audit row, and neither address nor password into the log", async () => {
    const lines: string[] = [];
    vi.spyOn(logger, "info").mockImplementation(
      (...parts: unknown[]) => void lines.push(JSON.stringify(parts)),
    );
    const person = await makePerson();
    const before = await db.auditEntry.count();
    await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD }));
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0);
    expect(await db.auditEntry.count()).toBe(before);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain(person.email);
    expect(lines.join()).not.toContain(WRONG_PASSWORD);
  });
});

describe("an address that is not confirmed", () => {
  test("opens nothing and is sent a new link, once somebody knows the password", async () => {
    const person = await makePerson({ verified: false });
    expect(await outcomeOf(attemptSignIn({ email: person.email }))).toBe("email_not_verified");
    await backgroundIdle();
    expect(await db.emailToken.count({ where: { userId: person.id, usedAt: null } })).toBe(1);
    expect(await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD }))).toBe(
      "sign_in_failed",
    );
  });

  test("is confirmed by link and password together, and only once", async () => {
    const person = await makePerson({ verified: false });
    const verifyToken = await issueLinkToken(db, { userId: person.id, purpose: "verify_email", now: NOW });
    expect(
      await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD, verifyToken })),
    ).toBe("sign_in_failed");
    expect(await outcomeOf(attemptSignIn({ email: person.email, verifyToken }))).toBe("ok");
    expect(await auditOf(person.id)).toEqual(["account.email_verified"]);
    expect(await db.emailToken.count({ where: { userId: person.id, usedAt: null } })).toBe(0);
    expect(await outcomeOf(attemptSignIn({ email: person.email }))).toBe("ok");
  });

  test("is not confirmed by a link that expired, or was sent to somebody else", async () => {
    const person = await makePerson({ verified: false });
    const other = await makePerson({ verified: false });
    const expired = await issueLinkToken(db, {
      userId: person.id,
      purpose: "verify_email",
      now: at(-24 * 3600),
    });
    expect(await outcomeOf(attemptSignIn({ email: person.email, verifyToken: expired }))).toBe(
      "link_invalid",
    );
    const foreign = await issueLinkToken(db, { userId: other.id, purpose: "verify_email", now: NOW });
    expect(await outcomeOf(attemptSignIn({ email: person.email, verifyToken: foreign }))).toBe(
      "link_invalid",
    );
    // The refusal rolled the use back: its owner can still follow it.
    expect(await outcomeOf(attemptSignIn({ email: other.email, verifyToken: foreign }))).toBe("ok");
  });
});

describe("guessing", () => {
  test("has five tries, then waits that double, however many browsers and addresses it comes from", async () => {
    const { email } = await makePerson();
    const waits: number[] = [];
    let seconds = 0;
    while (waits.length < 8) {
      const refusal: unknown = await attemptSignIn({ email, password: WRONG_PASSWORD, seconds }).catch(
        (error: unknown) => error,
      );
      if (!isDomainError(refusal) || refusal.retryAfterSeconds === undefined) continue;
      waits.push(refusal.retryAfterSeconds);
      seconds += refusal.retryAfterSeconds;
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  test("is refused even with the right password while the wait lasts, and succeeds after it", async () => {
    const { email } = await makePerson();
    for (let n = 0; n < 5; n += 1) await outcomeOf(attemptSignIn({ email, password: WRONG_PASSWORD }));
    expect(await outcomeOf(attemptSignIn({ email, seconds: 29 }))).toBe("too_many_attempts");
    expect(await outcomeOf(attemptSignIn({ email, seconds: 30 }))).toBe("ok");
  });

  test("of an unknown address is throttled the same", async () => {
    const email = "no-such-person@example.test";
    const outcomes = [];
    for (let n = 0; n < 6; n += 1) outcomes.push(await outcomeOf(attemptSignIn({ email })));
    expect(outcomes).toEqual([...Array<string>(5).fill("sign_in_failed"), "too_many_attempts"]);
  });

  test("many at once gets no more tries than one after the other", async () => {
    const { email } = await makePerson();
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => outcomeOf(attemptSignIn({ email, password: WRONG_PASSWORD }))),
    );
    expect(outcomes.filter((outcome) => outcome === "sign_in_failed")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === "too_many_attempts")).toHaveLength(35);
  });

  test("of many accounts from one network waits too, a whole IPv6 /64 counting as one", async () => {
    const outcomes: string[] = [];
    for (let n = 0; n < 22; n += 1) {
      const ip = `2001:db8:1:2::${n.toString(16)}`;
      outcomes.push(await outcomeOf(attemptSignIn({ email: `spray-${n}@example.test`, ip })));
    }
    expect(outcomes.slice(0, 21)).toEqual(Array<string>(21).fill("sign_in_failed"));
    expect(outcomes.at(-1)).toBe("too_many_attempts");
    expect(await outcomeOf(attemptSignIn({ email: "spray-a@example.test", ip: "2001:db8:1:3::1" }))).toBe(
      "sign_in_failed",
    );
  });

  test("never sees more than 100 failures in a row on one account, known browsers included", () => {
    expect(ACCOUNT.closedAfter + KNOWN_DEVICES_MAX * DEVICE.closedAfter).toBe(100);
  });

  test("from new browsers ends for good after 50 failures, until the password is reset", async () => {
    const { email } = await makePerson();
    const bucket = accountBucket(email);
    for (let hour = 0; hour < 50; hour += 1) await chargeAttempt(bucket, at(hour * 3600));
    const refusal: unknown = await attemptSignIn({ email, seconds: 60 * 3600 }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: "too_many_attempts", retryAfterSeconds: undefined });
    expect(refusal).toHaveProperty("message", expect.stringContaining("Reset your password"));
  });

  test("from a known browser makes it a stranger after 10 failures", async () => {
    const { person, browser } = await signedIn();
    for (let hour = 1; hour <= 10; hour += 1) {
      const attempt = attemptSignIn({
        email: person.email,
        password: WRONG_PASSWORD,
        seconds: hour * 3600,
        browser,
      });
      expect(await outcomeOf(attempt)).toBe("sign_in_failed");
      expect(await db.knownDevice.count({ where: { userId: person.id } })).toBe(hour < 10 ? 1 : 0);
    }
  });
});

describe("a stranger's failures", () => {
  async function besiege(email: string): Promise<void> {
    for (let n = 0; n < 5; n += 1) await outcomeOf(attemptSignIn({ email, password: WRONG_PASSWORD }));
    expect(await outcomeOf(attemptSignIn({ email }))).toBe("too_many_attempts");
  }

  test("do not keep the owner out of a browser they have signed in from", async () => {
    const { person, browser } = await signedIn();
    await besiege(person.email);
    expect(await outcomeOf(attemptSignIn({ email: person.email, browser }))).toBe("ok");
  });

  test("in the owner's own network do not either", async () => {
    const { person, browser } = await signedIn();
    const ip = "198.51.100.9";
    for (let n = 0; n < 25; n += 1)
      await outcomeOf(attemptSignIn({ email: `neighbour-${n}@example.test`, ip }));
    expect(await outcomeOf(attemptSignIn({ email: "neighbour@example.test", ip }))).toBe("too_many_attempts");
    expect(await outcomeOf(attemptSignIn({ email: person.email, ip, browser }))).toBe("ok");
  });

  test("are not excused by somebody else's known browser", async () => {
    const victim = await signedIn();
    const { browser } = await signedIn();
    await besiege(victim.person.email);
    expect(await outcomeOf(attemptSignIn({ email: victim.person.email, browser }))).toBe("too_many_attempts");
  });

  test("do not clear with the owner's success elsewhere", async () => {
    const { person, browser } = await signedIn();
    await besiege(person.email);
    await attemptSignIn({ email: person.email, browser });
    expect(await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD }))).toBe(
      "too_many_attempts",
    );
  });
});

test("a request without a known address is throttled by account alone", async () => {
  const outcomes: string[] = [];
  for (let n = 0; n < 25; n += 1) {
    outcomes.push(await outcomeOf(attemptSignIn({ email: `unstamped-${n}@example.test`, ip: "unknown" })));
  }
  expect(new Set(outcomes)).toEqual(new Set(["sign_in_failed"]));
  expect(requestAt(0, "unknown").ip).toBe("unknown");
});
