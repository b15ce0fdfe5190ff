import { verify } from "@node-rs/argon2";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listStoredMails } from "@/lib/mail/outbox";
import { NOW } from "@/test/clock";
import {
  attemptSignIn,
  auditOf,
  breakAudit,
  freshBrowser,
  makePerson,
  outcomeOf,
  PASSWORD,
  requestAt,
  signedIn,
  WRONG_PASSWORD,
} from "@/test/people";
import { backgroundIdle } from "./background";
import { changePassword } from "./change-password";
import { findLinkEmail, issueLinkToken, LINK_LIFE_MS } from "./link-token";
import { findLiveSession } from "./live-session";
import { renamePerson } from "./rename";
import { requestPasswordReset } from "./request-reset";
import { requestVerification } from "./request-verification";
import { resetPassword } from "./reset-password";
import { register, signUp } from "./sign-up";

const NEW_PASSWORD = "mountain yellow trumpet";
const hashOf = async (id: string) =>
  (await db.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } })).passwordHash ?? "none";

/** Mails to this address, oldest first. */
async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
  await backgroundIdle();
  return (await listStoredMails()).filter((mail) => mail.to === email).reverse();
}

const tokenIn = (text: string | undefined) => /token=([A-Za-z0-9_-]{43})/.exec(text ?? "")?.[1] ?? "";

afterEach(backgroundIdle);

describe("signing up", () => {
  const applicant = (email: string, password = PASSWORD) => ({ name: "Ada Lovelace", email, password });

  test("leads through the mailed link and the password to a session, with audit rows", async () => {
    const email = "ada-1@example.test";
    await signUp(requestAt(0), applicant(email));
    const [mail] = await mailsTo(email);
    expect(mail?.text).toContain("http://localhost:3000/verify-email?token=");
    expect(await outcomeOf(attemptSignIn({ email, verifyToken: tokenIn(mail?.text) }))).toBe("ok");
    const user = await db.user.findUniqueOrThrow({ where: { email } });
    expect(user).toMatchObject({ name: "Ada Lovelace", emailVerifiedAt: NOW });
    expect(await auditOf(user.id)).toEqual(["account.signed_up", "account.email_verified"]);
  });

  test("with an address that has an account answers the same, changes nothing and tells its owner", async () => {
    const person = await makePerson();
    const before = await hashOf(person.id);
    expect(await signUp(requestAt(0), applicant(person.email, NEW_PASSWORD))).toBeUndefined();
    const mails = await mailsTo(person.email);
    expect(mails.map((mail) => mail.subject)).toEqual(["You already have a Meridian Maps account"]);
    expect(mails[0]?.text).not.toContain("token=");
    expect(await hashOf(person.id)).toBe(before);
    expect(await db.emailToken.count({ where: { userId: person.id } })).toBe(0);
  });

  test("by a stranger first does not give them the account its owner later confirms", async () => {
    const email = "victim@example.test";
    await signUp(requestAt(0), applicant(email, "the stranger's own phrase"));
    await signUp(requestAt(1), applicant(email, NEW_PASSWORD));
    const [first, second] = await mailsTo(email);
    expect(
      await outcomeOf(
        attemptSignIn({ email, password: "the stranger's own phrase", verifyToken: tokenIn(second?.text) }),
      ),
    ).toBe("sign_in_failed");
    expect(
      await outcomeOf(attemptSignIn({ email, password: NEW_PASSWORD, verifyToken: tokenIn(first?.text) })),
    ).toBe("link_invalid");
    expect(
      await outcomeOf(attemptSignIn({ email, password: NEW_PASSWORD, verifyToken: tokenIn(second?.text) })),
    ).toBe("ok");
  });

  test("twice at once makes one account", async () => {
    const email = "twice@example.test";
    await Promise.all([1, 2, 3].map(() => register(requestAt(0), { email, name: "Ada", passwordHash: "!" })));
    expect(await db.user.count({ where: { email } })).toBe(1);
    const user = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
    expect(await db.emailToken.count({ where: { userId: user.id, usedAt: null } })).toBe(1);
  });

  test("with a guessable password is refused at the field, before anything is counted or stored", async () => {
    const email = "guessable@example.test";
    await expect(signUp(requestAt(0), applicant(email, "guessable@example.test"))).rejects.toMatchObject({
      code: "invalid_input",
      fields: { password: [expect.any(String)] },
    });
    await backgroundIdle();
    expect(await db.user.count({ where: { email } })).toBe(0);
  });

  test("stores nothing when the audit cannot be written", async () => {
    const repair = await breakAudit();
    await expect(
      register(requestAt(0), { email: "unaudited@example.test", name: "A", passwordHash: "!" }),
    ).rejects.toThrow();
    await repair();
    expect(await db.user.count({ where: { email: "unaudited@example.test" } })).toBe(0);
  });

  test("again and again with one address is refused without saying whose it is", async () => {
    const person = await makePerson();
    for (const email of [person.email, "unknown-to-us@example.test"]) {
      const outcomes: string[] = [];
      for (let n = 0; n < 6; n += 1) outcomes.push(await outcomeOf(signUp(requestAt(0), applicant(email))));
      expect(outcomes).toEqual(["ok", "ok", "ok", "ok", "too_many_attempts", "too_many_attempts"]);
    }
  });
});

describe("a new link to confirm an address", () => {
  test("goes to accounts that wait for one, and to nobody else", async () => {
    const waiting = await makePerson({ verified: false });
    const confirmed = await makePerson();
    for (const email of [waiting.email, confirmed.email, "nobody-there@example.test"]) {
      expect(await requestVerification(requestAt(0), { email })).toBeUndefined();
    }
    expect(await mailsTo(waiting.email)).toHaveLength(1);
    expect(await mailsTo(confirmed.email)).toHaveLength(0);
    expect(await mailsTo("nobody-there@example.test")).toHaveLength(0);
  });
});

describe("a mailed link", () => {
  test("works for its time only, and looking at it uses nothing up", async () => {
    const person = await makePerson();
    const token = await issueLinkToken(db, { userId: person.id, purpose: "reset_password", now: NOW });
    const last = new Date(NOW.getTime() + LINK_LIFE_MS.reset_password - 1);
    for (let n = 0; n < 3; n += 1)
      expect(await findLinkEmail(token, "reset_password", last)).toBe(person.email);
    expect(await findLinkEmail(token, "reset_password", new Date(last.getTime() + 1))).toBeNull();
    expect(await findLinkEmail(token, "verify_email", NOW)).toBeNull();
  });

  test("is not in the database in clear, and ends when a newer one is sent", async () => {
    const person = await makePerson();
    const older = await issueLinkToken(db, { userId: person.id, purpose: "reset_password", now: NOW });
    const newer = await issueLinkToken(db, { userId: person.id, purpose: "reset_password", now: NOW });
    expect(await findLinkEmail(older, "reset_password", NOW)).toBeNull();
    expect(await findLinkEmail(newer, "reset_password", NOW)).toBe(person.email);
    const rows = await db.$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM email_token t`;
    expect(rows.map(({ row }) => row).join()).not.toContain(newer);
  });
});

describe("a password reset", () => {
  async function resetLink(email: string, seconds = 0): Promise<string> {
    await requestPasswordReset(requestAt(seconds), { email });
    return tokenIn((await mailsTo(email)).at(-1)?.text);
  }

  test("is mailed to an account, and answered the same without one", async () => {
    const person = await makePerson();
    expect(await requestPasswordReset(requestAt(0), { email: person.email })).toBeUndefined();
    expect(await requestPasswordReset(requestAt(0), { email: "no-account@example.test" })).toBeUndefined();
    expect(await mailsTo(person.email)).toHaveLength(1);
    expect(await mailsTo("no-account@example.test")).toHaveLength(0);
  });

  test("sets the password, ends every session, confirms the address, and says so by mail", async () => {
    const { person, ctx } = await signedIn();
    const token = await resetLink(person.email);
    await resetPassword(requestAt(10), { token, password: NEW_PASSWORD }, null);
    expect(await findLiveSession(ctx.sessionId, NOW)).toBeNull();
    expect(await outcomeOf(attemptSignIn({ email: person.email }))).toBe("sign_in_failed");
    expect(await outcomeOf(attemptSignIn({ email: person.email, password: NEW_PASSWORD }))).toBe("ok");
    expect(await auditOf(person.id)).toEqual(["account.reset_requested", "account.password_reset"]);
    expect((await mailsTo(person.email)).at(-1)?.subject).toContain("was changed");
  });

  test("works once, even when it is used twice at once", async () => {
    const person = await makePerson();
    const token = await resetLink(person.email);
    const outcomes = await Promise.all(
      [NEW_PASSWORD, "quiet river lantern moss"].map((password) =>
        outcomeOf(resetPassword(requestAt(1), { token, password }, null)),
      ),
    );
    expect(outcomes.sort()).toEqual(["link_invalid", "ok"]);
  });

  test("opens the door again that strangers have shut, for this browser and for new ones", async () => {
    const person = await makePerson();
    for (let n = 0; n < 5; n += 1)
      await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD }));
    const token = await resetLink(person.email);
    const { deviceToken } = await resetPassword(requestAt(1), { token, password: NEW_PASSWORD }, null);
    for (let n = 0; n < 5; n += 1)
      await outcomeOf(attemptSignIn({ email: person.email, password: WRONG_PASSWORD, seconds: 2 }));
    const own = { ...freshBrowser(), deviceToken };
    expect(
      await outcomeOf(
        attemptSignIn({ email: person.email, password: NEW_PASSWORD, seconds: 3, browser: own }),
      ),
    ).toBe("ok");
  });

  test("refuses a guessable password and leaves the link usable", async () => {
    const person = await makePerson();
    const token = await resetLink(person.email);
    expect(await outcomeOf(resetPassword(requestAt(1), { token, password: "passwordpassword" }, null))).toBe(
      "invalid_input",
    );
    expect(await outcomeOf(resetPassword(requestAt(1), { token, password: NEW_PASSWORD }, null))).toBe("ok");
  });

  test("changes nothing when the audit cannot be written", async () => {
    const { person, ctx } = await signedIn();
    const token = await resetLink(person.email);
    const repair = await breakAudit();
    await expect(resetPassword(requestAt(1), { token, password: NEW_PASSWORD }, null)).rejects.toThrow();
    await repair();
    expect(await findLiveSession(ctx.sessionId, NOW)).not.toBeNull();
    expect(await verify(await hashOf(person.id), PASSWORD)).toBe(true);
    expect(await findLinkEmail(token, "reset_password", NOW)).toBe(person.email);
  });

  test("of a disabled account is not sent, and a link sent before does not work", async () => {
    const person = await makePerson();
    const token = await resetLink(person.email);
    await db.user.update({ where: { id: person.id }, data: { disabledAt: NOW } });
    expect(await outcomeOf(resetPassword(requestAt(1), { token, password: NEW_PASSWORD }, null))).toBe(
      "link_invalid",
    );
    await requestPasswordReset(requestAt(2), { email: person.email });
    expect(await mailsTo(person.email)).toHaveLength(1);
  });
});

describe("changing the password", () => {
  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, keepThisSession: true };

  test("ends every other session and keeps this one", async () => {
    const { ctx, person } = await signedIn();
    const elsewhere = await attemptSignIn({ email: person.email });
    await changePassword(ctx, change);
    expect(await findLiveSession(elsewhere.sessionId, NOW)).toBeNull();
    expect(await findLiveSession(ctx.sessionId, NOW)).not.toBeNull();
    expect(await auditOf(person.id)).toEqual(["account.password_changed"]);
    expect((await mailsTo(person.email)).at(-1)?.subject).toContain("was changed");
  });

  test("ends this one too when asked, and every open reset link", async () => {
    const { ctx, person } = await signedIn();
    const token = await issueLinkToken(db, { userId: person.id, purpose: "reset_password", now: NOW });
    await changePassword(ctx, { ...change, keepThisSession: false });
    expect(await findLiveSession(ctx.sessionId, NOW)).toBeNull();
    expect(await findLinkEmail(token, "reset_password", NOW)).toBeNull();
  });

  test.each([
    [{ currentPassword: WRONG_PASSWORD }, "currentPassword"],
    [{ newPassword: PASSWORD }, "newPassword"],
    [{ newPassword: "passwordpassword" }, "newPassword"],
  ])("with %j is refused at %s", async (given, field) => {
    const { ctx, person } = await signedIn();
    await expect(changePassword(ctx, { ...change, ...given })).rejects.toMatchObject({
      code: "invalid_input",
      fields: { [field]: [expect.any(String)] },
    });
    expect(await verify(await hashOf(person.id), PASSWORD)).toBe(true);
  });

  test("cannot be used to guess the current one", async () => {
    const { ctx } = await signedIn();
    const outcomes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      outcomes.push(await outcomeOf(changePassword(ctx, { ...change, currentPassword: WRONG_PASSWORD })));
    }
    expect(outcomes).toEqual([...Array<string>(5).fill("invalid_input"), "too_many_attempts"]);
  });

  test("changes nothing when the audit cannot be written", async () => {
    const { ctx, person } = await signedIn();
    const repair = await breakAudit();
    await expect(changePassword(ctx, { ...change, keepThisSession: false })).rejects.toThrow();
    await repair();
    expect(await findLiveSession(ctx.sessionId, NOW)).not.toBeNull();
    expect(await verify(await hashOf(person.id), PASSWORD)).toBe(true);
  });
});

describe("a new name", () => {
  test("is kept with an audit row, and not kept without one", async () => {
    const { ctx, person } = await signedIn();
    await renamePerson(ctx, { name: "Countess of Lovelace" });
    expect(await auditOf(person.id)).toEqual(["account.renamed"]);
    const repair = await breakAudit();
    await expect(renamePerson(ctx, { name: "Nobody" })).rejects.toThrow();
    await repair();
    expect(await db.user.findUniqueOrThrow({ where: { id: person.id }, select: { name: true } })).toEqual({
      name: "Countess of Lovelace",
    });
  });
});
