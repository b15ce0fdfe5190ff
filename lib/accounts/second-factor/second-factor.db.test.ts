import { afterEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listStoredMails } from "@/lib/mail/outbox";
import type { RequestContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import {
  attemptSignIn,
  auditOf,
  freshBrowser,
  makePerson,
  outcomeOf,
  PASSWORD,
  requestAt,
  signedIn,
  WRONG_PASSWORD,
} from "@/test/people";
import { codeAt, setUpFactor } from "@/test/second-factor";
import { backgroundIdle } from "../background";
import { changePassword } from "../change-password";
import { issueLinkToken } from "../link-token";
import { listSessions } from "../list-sessions";
import { findLiveSession } from "../live-session";
import { passwordMinimum } from "../long-enough";
import { proveAgain } from "../prove-again";
import { resetPassword } from "../reset-password";
import type { Browser } from "../sign-in";
import { listSignIns } from "../sign-in-log/list";
import { purgeSignIns } from "../sign-in-log/purge";
import { beginSecondFactor } from "./begin";
import { confirmSecondFactor } from "./confirm";
import { confirmSignIn } from "./confirm-sign-in";
import { findPendingSession } from "./pending-session";
import { readSecondFactor } from "./read";
import { removeSecondFactor } from "./remove";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { resetSecondFactor } from "./reset";

afterEach(backgroundIdle);

const SHORT = "vq7-hx2-mzt";
const at = <Ctx extends RequestContext>(ctx: Ctx, seconds: number): Ctx => ({
  ...ctx,
  now: requestAt(seconds).now,
});

/** Somebody with a second factor, signed in at `NOW`. */
async function protectedPerson() {
  const { ctx, person, browser } = await signedIn();
  return { ctx, person, browser, ...(await setUpFactor(ctx)) };
}

/** First step of a sign-in, `seconds` after `NOW`; the browser as it is afterwards. */
async function withPassword(email: string, seconds: number): Promise<Browser & { sessionId: string }> {
  const { sessionId, deviceToken } = await attemptSignIn({ email, seconds });
  return { sessionId, deviceToken, previousSessionId: sessionId };
}

describe("setting a second factor up", () => {
  test("takes a code of the new secret, ends every other session and tells the person", async () => {
    const { ctx, person } = await signedIn();
    const { ctx: elsewhere } = await signedIn(person);
    const { secret } = await beginSecondFactor(ctx);
    expect((await readSecondFactor(ctx)).since).toBeNull();
    expect(await outcomeOf(confirmSecondFactor(ctx, { code: "000000" }))).toBe("invalid_input");
    const { recoveryCodes } = await confirmSecondFactor(ctx, { code: codeAt(secret, ctx.now) });
    expect(recoveryCodes).toHaveLength(10);
    expect(await readSecondFactor(ctx)).toMatchObject({ since: NOW.toISOString(), recoveryCodesLeft: 10 });
    expect(await findLiveSession(elsewhere.sessionId, NOW)).toBeNull();
    expect(await findLiveSession(ctx.sessionId, NOW)).not.toBeNull();
    expect(await auditOf(person.id)).toEqual(["account.second_factor_on"]);
    await backgroundIdle();
    const [mail] = (await listStoredMails()).filter(({ to }) => to === person.email);
    expect(mail?.subject).toContain("has a second factor now");
  });

  test("takes a recent proof, so that a stolen session cannot lock its owner out", async () => {
    const { ctx } = await signedIn();
    const later = at(ctx, 3600);
    expect(await outcomeOf(beginSecondFactor(later))).toBe("step_up_required");
    await proveAgain(later, { proof: PASSWORD });
    expect(await outcomeOf(beginSecondFactor(later))).toBe("ok");
  });

  test("does not replace one that is on, and counts for nothing until it is confirmed", async () => {
    const { ctx, person } = await signedIn();
    await beginSecondFactor(ctx);
    const { sessionId } = await withPassword(person.email, 1);
    expect(await findLiveSession(sessionId, NOW)).not.toBeNull();
    await setUpFactor(ctx);
    expect(await outcomeOf(beginSecondFactor(ctx))).toBe("conflict");
  });

  test("happens not at all when it cannot be audited", async () => {
    const { ctx } = await signedIn();
    const { secret } = await beginSecondFactor(ctx);
    const code = codeAt(secret, ctx.now);
    await whileAuditFails(async () => {
      await expect(confirmSecondFactor(ctx, { code })).rejects.toThrow();
    });
    expect(await readSecondFactor(ctx)).toMatchObject({ since: null, recoveryCodesLeft: 0 });
    expect(await outcomeOf(confirmSecondFactor(ctx, { code }))).toBe("ok");
  });

  test("keeps neither the secret nor a recovery code in clear", async () => {
    const { person, secret, recoveryCodes } = await protectedPerson();
    const row = await db.secondFactor.findUniqueOrThrow({
      where: { userId: person.id },
      select: { sealed: true },
    });
    const kept = await db.recoveryCode.findMany({ where: { userId: person.id }, select: { codeHash: true } });
    const stored = Buffer.concat([row.sealed, ...kept.map(({ codeHash }) => codeHash)]).toString("latin1");
    for (const plain of [secret, ...recoveryCodes]) expect(stored).not.toContain(plain);
    expect(await db.secondFactor.findUniqueOrThrow({ where: { userId: person.id } })).not.toHaveProperty(
      "sealed",
    );
  });
});

describe("A14: the session of a right password", () => {
  test("is worth nothing until a code was shown, and then another one is", async () => {
    const { person, secret } = await protectedPerson();
    const browser = await withPassword(person.email, 60);
    const { now } = requestAt(61);
    expect(await findLiveSession(browser.sessionId, now)).toBeNull();
    const ctx = requestAt(61);
    const { sessionId } = await confirmSignIn(ctx, { code: codeAt(secret, ctx.now) }, browser);
    expect(sessionId).not.toBe(browser.sessionId);
    expect(await findLiveSession(sessionId, now)).not.toBeNull();
    expect(await findLiveSession(browser.sessionId, now)).toBeNull();
    expect(await findPendingSession(browser.sessionId, now)).toBeNull();
  });

  test("is no session in the list, and expires after ten minutes", async () => {
    const { ctx, person, secret } = await protectedPerson();
    const browser = await withPassword(person.email, 60);
    expect(await listSessions(at(ctx, 61))).toHaveLength(1);
    const late = requestAt(60 + 600);
    expect(await outcomeOf(confirmSignIn(late, { code: codeAt(secret, late.now) }, browser))).toBe(
      "not_signed_in",
    );
  });

  test("ends with a change of the password, a reset, or the account", async () => {
    const { ctx, person, secret } = await protectedPerson();
    const browser = await withPassword(person.email, 60);
    await changePassword(ctx, {
      currentPassword: PASSWORD,
      newPassword: "mountain yellow trumpet",
      keepThisSession: true,
    });
    const late = requestAt(90);
    const code = codeAt(secret, late.now);
    expect(await outcomeOf(confirmSignIn(late, { code }, browser))).toBe("not_signed_in");
  });

  test("of somebody else, or none, is not completed by a right code", async () => {
    const { secret } = await protectedPerson();
    const other = await protectedPerson();
    const browser = await withPassword(other.person.email, 60);
    const ctx = requestAt(60);
    const code = codeAt(secret, ctx.now);
    expect(await outcomeOf(confirmSignIn(ctx, { code }, browser))).toBe("invalid_input");
    expect(await outcomeOf(confirmSignIn(ctx, { code }, freshBrowser()))).toBe("not_signed_in");
    const alive = { deviceToken: null, previousSessionId: other.ctx.sessionId };
    expect(await outcomeOf(confirmSignIn(ctx, { code }, alive))).toBe("not_signed_in");
  });
});

describe("a code", () => {
  test("never works twice, not even for two requests at once", async () => {
    const { person, secret } = await protectedPerson();
    const browsers = await Promise.all([60, 60, 60].map((seconds) => withPassword(person.email, seconds)));
    const ctx = requestAt(60);
    const code = codeAt(secret, ctx.now);
    const outcomes = await Promise.all(
      browsers.map((browser) => outcomeOf(confirmSignIn(ctx, { code }, browser))),
    );
    expect(outcomes.sort()).toEqual(["invalid_input", "invalid_input", "ok"]);
    expect(
      await outcomeOf(confirmSignIn(requestAt(89), { code }, await withPassword(person.email, 89))),
    ).toBe("invalid_input");
  });

  test("that is older than one that was used is refused, although its time has not passed", async () => {
    const { person, secret } = await protectedPerson();
    const ahead = requestAt(90);
    const first = await withPassword(person.email, 61);
    expect(await outcomeOf(confirmSignIn(requestAt(61), { code: codeAt(secret, ahead.now) }, first))).toBe(
      "ok",
    );
    const second = await withPassword(person.email, 62);
    expect(
      await outcomeOf(confirmSignIn(requestAt(62), { code: codeAt(secret, requestAt(62).now) }, second)),
    ).toBe("invalid_input");
  });

  test("of the set-up itself does not sign in", async () => {
    const { person, secret } = await protectedPerson();
    const browser = await withPassword(person.email, 1);
    const code = codeAt(secret, NOW);
    expect(await outcomeOf(confirmSignIn(requestAt(1), { code }, browser))).toBe("invalid_input");
  });

  test("proves again, where a password no longer does", async () => {
    const { ctx, secret } = await protectedPerson();
    const later = at(ctx, 3600);
    expect(await outcomeOf(proveAgain(later, { proof: PASSWORD }))).toBe("invalid_input");
    expect(await outcomeOf(proveAgain(later, { proof: codeAt(secret, later.now) }))).toBe("ok");
  });
});

describe("A15: guessing codes", () => {
  test("has to wait, with the right password and from many addresses, and the wait ends", async () => {
    const { person, secret } = await protectedPerson();
    const browser = await withPassword(person.email, 60);
    const guess = (code: string, seconds: number) =>
      outcomeOf(confirmSignIn(requestAt(seconds), { code }, browser));
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess("000000", 60)).toBe("invalid_input");
    expect(await guess(codeAt(secret, requestAt(61).now), 61)).toBe("too_many_attempts");
    expect(await guess(codeAt(secret, requestAt(91).now), 91)).toBe("ok");
  });

  test("leaves earlier failures standing: a right password alone forgives nothing", async () => {
    const { person } = await protectedPerson();
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      outcomes.push(await outcomeOf(attemptSignIn({ email: person.email })));
    expect(outcomes).toEqual(["ok", "ok", "ok", "ok", "ok", "too_many_attempts"]);
  });

  test("does not lock out whoever has the app: no number of failures closes the second step", async () => {
    const { person, secret } = await protectedPerson();
    const hour = 3600;
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const seconds = (attempt + 1) * hour;
      const browser = await withPassword(person.email, seconds);
      expect(await outcomeOf(confirmSignIn(requestAt(seconds), { code: "000000" }, browser))).toBe(
        "invalid_input",
      );
    }
    const ctx = requestAt(31 * hour);
    const browser = await withPassword(person.email, 31 * hour);
    expect(await outcomeOf(confirmSignIn(ctx, { code: codeAt(secret, ctx.now) }, browser))).toBe("ok");
  });
});

test("A11: a wrong password answers the same with a second factor and without", async () => {
  const { person } = await protectedPerson();
  const plain = await makePerson();
  const refusals = await Promise.all(
    [person.email, plain.email, "nobody@example.test"].map((email) =>
      attemptSignIn({ email, password: WRONG_PASSWORD }).catch((error: unknown) => String(error)),
    ),
  );
  expect(new Set(refusals).size).toBe(1);
});

describe("a recovery code", () => {
  test("signs in once, however it is typed, and its use is told by mail", async () => {
    const { person, recoveryCodes } = await protectedPerson();
    const [code = ""] = recoveryCodes;
    const typed = code.toLowerCase().replaceAll("-", " ");
    const first = await withPassword(person.email, 1);
    expect(await outcomeOf(confirmSignIn(requestAt(1), { code: typed }, first))).toBe("ok");
    const second = await withPassword(person.email, 2);
    expect(await outcomeOf(confirmSignIn(requestAt(2), { code }, second))).toBe("invalid_input");
    await backgroundIdle();
    const mails = (await listStoredMails()).filter(({ to }) => to === person.email);
    expect(mails.map(({ text }) => text).join()).toContain("9 are left");
  });

  test("of another person does not work, nor do those of a set that was renewed", async () => {
    const { ctx, person, recoveryCodes } = await protectedPerson();
    const other = await protectedPerson();
    const browser = await withPassword(person.email, 1);
    const use = (code: string | undefined) =>
      outcomeOf(confirmSignIn(requestAt(1), { code: code ?? "" }, browser));
    expect(await use(other.recoveryCodes[0])).toBe("invalid_input");
    const renewed = await renewRecoveryCodes(at(ctx, 1), { code: recoveryCodes[0] ?? "" });
    expect(await use(recoveryCodes[1])).toBe("invalid_input");
    expect(await use(renewed.recoveryCodes[0])).toBe("ok");
  });
});

describe("turning it off", () => {
  test("takes a code and the password, and tells the person", async () => {
    const { ctx, person, secret } = await protectedPerson();
    const later = at(ctx, 60);
    const code = codeAt(secret, later.now);
    expect(await outcomeOf(removeSecondFactor(later, { code, password: WRONG_PASSWORD }))).toBe(
      "invalid_input",
    );
    expect(await outcomeOf(removeSecondFactor(later, { code: "000000", password: PASSWORD }))).toBe(
      "invalid_input",
    );
    await removeSecondFactor(later, { code, password: PASSWORD });
    expect(await readSecondFactor(ctx)).toMatchObject({ since: null, recoveryCodesLeft: 0 });
    expect(await auditOf(person.id)).toEqual(["account.second_factor_on", "account.second_factor_off"]);
    expect(await outcomeOf(attemptSignIn({ email: person.email, seconds: 61 }))).toBe("ok");
  });

  test("is refused while the password is shorter than one alone may be", async () => {
    const { ctx, secret } = await protectedPerson();
    await changePassword(ctx, { currentPassword: PASSWORD, newPassword: SHORT, keepThisSession: true });
    const later = at(ctx, 60);
    const off = removeSecondFactor(later, { code: codeAt(secret, later.now), password: SHORT });
    await expect(off).rejects.toMatchObject({
      fields: { password: [expect.stringContaining("15 characters")] },
    });
  });
});

describe("an operator's reset of a lost one", () => {
  const operator = () => ({ ...requestAt(60), actor: { type: "system" as const, id: "operator" } });
  const reset = (email: string) =>
    resetSecondFactor(operator(), { email, reason: "Showed a passport in a call." });

  test("takes the password along, ends every session, tells the person, and leaves a row with the reason", async () => {
    const { ctx, person } = await protectedPerson();
    await reset(person.email);
    expect(await findLiveSession(ctx.sessionId, requestAt(61).now)).toBeNull();
    expect(await outcomeOf(attemptSignIn({ email: person.email, seconds: 61 }))).not.toBe("ok");
    const row = await db.auditEntry.findFirstOrThrow({
      where: { targetId: person.id, action: "account.second_factor_reset" },
    });
    expect(row).toMatchObject({ actorId: "operator", reason: "Showed a passport in a call." });
    const [mail] = (await listStoredMails()).filter(({ to }) => to === person.email);
    expect(mail?.subject).toContain("second factor");
    expect(mail?.subject).toContain("was reset");
  });

  test("lets the person in again with a new password of full length, and no code", async () => {
    const { person, recoveryCodes } = await protectedPerson();
    await reset(person.email);
    const choose = async (password: string) => {
      const issue = { userId: person.id, purpose: "reset_password", now: requestAt(60).now } as const;
      const token = await db.$transaction((tx) => issueLinkToken(tx as never, issue));
      return outcomeOf(resetPassword(requestAt(61), { token, password }, null));
    };
    expect(await passwordMinimum(person.id)).toBe(15);
    expect(await choose(SHORT)).toBe("invalid_input");
    expect(await choose("mountain yellow trumpet")).toBe("ok");
    const { sessionId } = await attemptSignIn({
      email: person.email,
      password: "mountain yellow trumpet",
      seconds: 62,
    });
    expect(await findLiveSession(sessionId, requestAt(62).now)).not.toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: person.id } })).toBe(0);
    expect(recoveryCodes).toHaveLength(10);
  });

  test("of an address without an account or without a factor is refused", async () => {
    await expect(reset("nobody@example.test")).rejects.toMatchObject({ code: "not_found" });
    await expect(reset((await makePerson()).email)).rejects.toMatchObject({ code: "conflict" });
  });

  test("happens not at all when it cannot be audited", async () => {
    const { ctx, person } = await protectedPerson();
    await whileAuditFails(async () => {
      await expect(reset(person.email)).rejects.toThrow();
    });
    expect((await readSecondFactor(ctx)).since).not.toBeNull();
    expect(await findLiveSession(ctx.sessionId, requestAt(61).now)).not.toBeNull();
  });
});

describe("a password", () => {
  test("needs 15 characters, or 8 beside a second factor", async () => {
    const change = { currentPassword: PASSWORD, newPassword: SHORT, keepThisSession: true };
    expect(await outcomeOf(changePassword((await signedIn()).ctx, change))).toBe("invalid_input");
    expect(await outcomeOf(changePassword((await protectedPerson()).ctx, change))).toBe("ok");
  });

  test("that is reset by mail follows the same rule, and leaves the second factor as it was", async () => {
    const reset = async (userId: string) => {
      const issue = { userId, purpose: "reset_password", now: NOW } as const;
      const token = await db.$transaction((tx) => issueLinkToken(tx as never, issue));
      return outcomeOf(resetPassword(requestAt(1), { token, password: SHORT }, null));
    };
    expect(await reset((await makePerson()).id)).toBe("invalid_input");
    const { ctx, person } = await protectedPerson();
    expect(await reset(person.id)).toBe("ok");
    expect((await readSecondFactor(ctx)).since).not.toBeNull();
  });
});

describe("the sign-in log", () => {
  test("holds every step on an account that exists, with where it came from, newest first", async () => {
    const { ctx, person, secret } = await protectedPerson();
    await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD, seconds: 60 }));
    const browser = await withPassword(person.email, 61);
    await outcomeOf(confirmSignIn(requestAt(62), { code: "000000" }, browser));
    const last = requestAt(63, "192.0.2.99");
    await confirmSignIn(last, { code: codeAt(secret, last.now) }, browser);
    await backgroundIdle();
    const log = await listSignIns(ctx);
    expect(log.map(({ outcome, method }) => `${outcome} ${method}`)).toEqual([
      "signed_in code",
      "refused code",
      "code_asked password",
      "refused password",
      "signed_in password",
    ]);
    expect(log[0]).toMatchObject({ ip: "192.0.2.99", at: last.now.toISOString(), userAgent: "test" });
  });

  test("shows nobody else's, and forgets after 90 days", async () => {
    const { ctx } = await signedIn();
    const { ctx: other } = await signedIn();
    expect(await listSignIns(ctx)).toHaveLength(1);
    const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
    await purgeSignIns(days(90));
    expect(await listSignIns(other)).toHaveLength(1);
    expect(await purgeSignIns(new Date(days(90).getTime() + 1))).toBeGreaterThan(1);
    expect(await listSignIns(ctx)).toEqual([]);
  });
});
