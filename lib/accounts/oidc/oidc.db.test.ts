import { afterEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { attemptSignIn, auditOf, makePerson, outcomeOf, PASSWORD, requestAt, signedIn } from "@/test/people";
import { codeAt, setUpFactor } from "@/test/second-factor";
import { backgroundIdle } from "../background";
import { findLiveSession } from "../live-session";
import { proveAgain } from "../prove-again";
import { confirmSignIn } from "../second-factor/confirm-sign-in";
import { listSignIns } from "../sign-in-log/list";
import { beginAtProvider } from "./begin";
import { Claims } from "./claims";
import { connectIdentity } from "./connect";
import { disconnectIdentities } from "./disconnect";
import { openIntent, sealIntent } from "./intent";
import { listIdentities } from "./list";
import { proveWithProvider } from "./prove";
import { signInWithProvider } from "./sign-in";

afterEach(backgroundIdle);

const browser = { previousSessionId: null };
const ISSUER = "https://id.example.test";
let people = 0;

/** What the provider says about somebody it knows and nobody else does. */
function claimsOf(given: Partial<Record<keyof Claims, unknown>> = {}): Claims {
  people += 1;
  return Claims.parse({
    iss: ISSUER,
    sub: `subject-${people}`,
    email: `somebody-${people}@provider.test`,
    email_verified: true,
    name: "Ada Lovelace",
    ...given,
  });
}

const signInAs = (claims: Claims, seconds = 0) => signInWithProvider(requestAt(seconds), claims, browser);
const userOf = (email: string | undefined) => db.user.findUniqueOrThrow({ where: { email: email ?? "" } });

describe("signing in through the provider", () => {
  test("opens an account under the verified address the first time, and finds it by subject afterwards", async () => {
    const claims = claimsOf();
    const { sessionId } = await signInAs(claims);
    const user = await userOf(claims.email);
    expect(user).toMatchObject({ name: "Ada Lovelace", emailVerifiedAt: NOW });
    expect((await findLiveSession(sessionId, NOW))?.user.id).toBe(user.id);
    expect(await auditOf(user.id)).toEqual(["account.opened_by_provider"]);
    const renamed = { ...claims, email: "moved@provider.test" };
    const again = await signInAs(renamed, 60);
    expect((await findLiveSession(again.sessionId, NOW))?.user.id).toBe(user.id);
    expect(await outcomeOf(attemptSignIn({ email: user.email }))).toBe("sign_in_failed");
  });

  test("believes no address the provider has not verified", async () => {
    for (const email_verified of [false, undefined, "true", 1, null]) {
      const claims = claimsOf({ email_verified });
      expect(await outcomeOf(signInAs(claims))).toBe("email_unverified");
      expect(await db.user.count({ where: { email: claims.email ?? "" } })).toBe(0);
    }
    expect(await outcomeOf(signInAs(claimsOf({ email: undefined })))).toBe("email_unverified");
  });

  test("never takes over an account with that address, and the person sees the try", async () => {
    const person = await makePerson();
    const claims = claimsOf({ email: person.email.toUpperCase() });
    expect(await outcomeOf(signInAs(claims))).toBe("account_exists");
    expect(await db.identity.count({ where: { userId: person.id } })).toBe(0);
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0);
    expect(await outcomeOf(attemptSignIn({ email: person.email }))).toBe("ok");
    await backgroundIdle();
    const log = await listSignIns({ actor: { type: "user", ...person } });
    expect(log.map(({ outcome, method }) => `${outcome} ${method}`)).toContain("refused provider");
  });

  test("drops the password of an account nobody confirmed: a stranger may have set it up first", async () => {
    const squatted = await makePerson({ verified: false });
    const { sessionId } = await signInAs(claimsOf({ email: squatted.email }));
    expect((await findLiveSession(sessionId, NOW))?.user.id).toBe(squatted.id);
    expect(await outcomeOf(attemptSignIn({ email: squatted.email, password: PASSWORD }))).toBe(
      "sign_in_failed",
    );
  });

  test("knows another subject, or the same one of another issuer, as somebody else", async () => {
    const claims = claimsOf();
    await signInAs(claims);
    expect(await outcomeOf(signInAs({ ...claims, sub: "other" }))).toBe("account_exists");
    expect(await outcomeOf(signInAs({ ...claims, iss: "https://evil.example.test" }))).toBe("account_exists");
  });

  test("is closed to a disabled account", async () => {
    const claims = claimsOf();
    await signInAs(claims);
    await db.user.update({ where: { email: claims.email ?? "" }, data: { disabledAt: NOW } });
    expect(await outcomeOf(signInAs(claims))).toBe("forbidden");
  });

  test("still takes the second factor of a person who has one", async () => {
    const { ctx, person } = await signedIn();
    const claims = claimsOf({ email: person.email });
    await connectIdentity(ctx, claims);
    const { secret } = await setUpFactor(ctx);
    const { sessionId } = await signInAs(claims, 60);
    const later = requestAt(61);
    expect(await findLiveSession(sessionId, later.now)).toBeNull();
    const code = codeAt(secret, later.now);
    const done = await confirmSignIn(later, { code }, { deviceToken: null, previousSessionId: sessionId });
    expect(await findLiveSession(done.sessionId, later.now)).not.toBeNull();
  });

  test("ends the session the browser had, and opens nothing when it cannot be audited", async () => {
    const { ctx } = await signedIn();
    await signInWithProvider(requestAt(1), claimsOf(), { previousSessionId: ctx.sessionId });
    expect(await findLiveSession(ctx.sessionId, NOW)).toBeNull();
    const claims = claimsOf();
    await whileAuditFails(async () => {
      await expect(signInAs(claims)).rejects.toThrow();
    });
    expect(await db.user.count({ where: { email: claims.email ?? "" } })).toBe(0);
  });
});

describe("connecting", () => {
  test("opens the way in for the person's own verified address only", async () => {
    const { ctx, person } = await signedIn();
    expect(await outcomeOf(connectIdentity(ctx, claimsOf()))).toBe("email_unverified");
    const unsaid = claimsOf({ email: person.email, email_verified: undefined });
    expect(await outcomeOf(connectIdentity(ctx, unsaid))).toBe("email_unverified");
    const claims = claimsOf({ email: person.email });
    await connectIdentity(ctx, claims);
    expect(await listIdentities(ctx)).toHaveLength(1);
    const { sessionId } = await signInAs(claims);
    expect((await findLiveSession(sessionId, NOW))?.user.id).toBe(person.id);
  });

  test("does not move an account at the provider from one person to another", async () => {
    const claims = claimsOf();
    await signInAs(claims);
    const { ctx, person } = await signedIn();
    expect(await outcomeOf(connectIdentity(ctx, { ...claims, email: person.email }))).toBe("conflict");
    expect(await listIdentities(ctx)).toEqual([]);
  });

  test("is undone by whoever proves again, and has a password left to sign in with", async () => {
    const { ctx, person } = await signedIn();
    const claims = claimsOf({ email: person.email });
    await connectIdentity(ctx, claims);
    expect(await outcomeOf(disconnectIdentities(ctx))).toBe("step_up_required");
    await proveAgain(ctx, { proof: PASSWORD });
    await disconnectIdentities(ctx);
    expect(await outcomeOf(signInAs(claims))).toBe("account_exists");
    await connectIdentity(ctx, claims);
    await db.user.update({ where: { id: person.id }, data: { passwordHash: null } });
    expect(await outcomeOf(disconnectIdentities(ctx))).toBe("conflict");
  });
});

describe("proving again at the provider", () => {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

  test("takes a sign-in there after the question, by the same person", async () => {
    const claims = claimsOf();
    const { sessionId } = await signInAs(claims);
    const { id, name, email } = await userOf(claims.email);
    const ctx = { ...requestAt(60), actor: { type: "user" as const, id, name, email }, sessionId };
    const prove = (given: Partial<Claims>) =>
      outcomeOf(proveWithProvider(ctx, { ...claims, ...given }, ctx.now));
    expect(await prove({})).toBe("sign_in_failed");
    expect(await prove({ auth_time: seconds(NOW) })).toBe("sign_in_failed");
    expect(await prove({ auth_time: seconds(ctx.now), sub: "other" })).toBe("sign_in_failed");
    expect(await prove({ auth_time: seconds(ctx.now) })).toBe("ok");
    expect((await db.session.findUniqueOrThrow({ where: { id: sessionId } })).steppedUpAt).toEqual(ctx.now);
  });
});

test("proving again at the provider is no way around a password or a second factor", async () => {
  const { ctx } = await signedIn();
  const ask = () => outcomeOf(beginAtProvider(ctx, { intent: "prove", back: "/account" }));
  expect(await ask()).toBe("forbidden");
  await db.user.update({ where: { id: ctx.actor.id }, data: { passwordHash: null } });
  // Nothing is configured in a test.
  expect(await ask()).toBe("not_found");
  await setUpFactor(ctx);
  expect(await ask()).toBe("forbidden");
});

test("why a browser was sent away cannot be made up, changed or carried anywhere else", async () => {
  const secret = "a secret of this installation, long enough";
  const intent = {
    intent: "connect",
    session: newId("session"),
    askedAt: NOW.getTime(),
    back: "/account",
  } as const;
  const sealed = await sealIntent(intent, secret);
  expect(await openIntent(sealed, secret)).toEqual(intent);
  for (const forged of [undefined, "", `${sealed}x`, sealed.slice(0, -2), JSON.stringify(intent)])
    expect(await openIntent(forged, secret)).toBeNull();
  expect(await openIntent(sealed, "another secret")).toBeNull();
  const astray = await sealIntent({ ...intent, back: "https://evil.example.test" }, secret);
  expect((await openIntent(astray, secret))?.back).toBe("/account");
});
