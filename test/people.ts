import { newDeviceToken } from "@/lib/accounts/device";
import { hashPassword } from "@/lib/accounts/password";
import { SignInInput } from "@/lib/accounts/schemas";
import { type Browser, type SignedIn, signIn } from "@/lib/accounts/sign-in";
import { db } from "@/lib/db/client";
import { isDomainError } from "@/lib/errors/domain-error";
import { logger } from "@/lib/logging/logger";
import type { RequestContext, UserContext } from "@/lib/orgs/context";
import { NOW } from "./clock";
import { requestCtx } from "./contexts";
import { makeUser, type TestUser } from "./factories";

// Refused sign-ins are logged, and these tests refuse hundreds.
logger.level = "error";

/** The password of everybody `makePerson` makes. */
export const PASSWORD = "tango walrus cathedral";
export const WRONG_PASSWORD = "tango walrus cathedraL";

/** A person who can sign in with `PASSWORD`. */
export async function makePerson(given: { verified?: boolean } = {}): Promise<TestUser> {
  const user = await makeUser();
  await db.user.update({
    where: { id: user.id },
    data: {
      passwordHash: await hashPassword(PASSWORD),
      ...(given.verified === false ? { emailVerifiedAt: null } : {}),
    },
    select: { id: true },
  });
  return user;
}

/** A browser that brings nothing along. */
export const freshBrowser = (): Browser => ({ deviceToken: null, previousSessionId: null });

/** A request `seconds` after `NOW`, from an address of its own unless one is given. */
export function requestAt(seconds: number, ip?: string): RequestContext {
  return { ...requestCtx(), now: new Date(NOW.getTime() + seconds * 1000), ip: ip ?? someAddress() };
}

let addresses = 0;

/** An IPv4 address no other request of this file comes from. */
export function someAddress(): string {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

type Attempt = {
  email: string;
  password?: string;
  seconds?: number;
  ip?: string;
  browser?: Browser;
  verifyToken?: string;
};

export function attemptSignIn({
  email,
  password = PASSWORD,
  seconds = 0,
  ip,
  browser,
  verifyToken,
}: Attempt): Promise<SignedIn> {
  const input = SignInInput.parse({ email, password, verifyToken });
  return signIn(requestAt(seconds, ip), input, browser ?? freshBrowser());
}

/** What became of it: `ok`, or the code of the refusal. */
export async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "ok";
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
}

/** A person signed in at `NOW`, and the browser they did it from. */
export async function signedIn(
  person?: TestUser,
): Promise<{ ctx: UserContext; person: TestUser; browser: Browser }> {
  const who = person ?? (await makePerson());
  const browser = { deviceToken: newDeviceToken(), previousSessionId: null };
  const { sessionId } = await attemptSignIn({ email: who.email, browser });
  return { ctx: { ...requestAt(0), actor: { type: "user", ...who }, sessionId }, person: who, browser };
}

/** Actions in the audit about this target, oldest first. */
export async function auditOf(targetId: string): Promise<string[]> {
  const rows = await db.auditEntry.findMany({
    where: { targetId },
    select: { action: true },
    orderBy: { seq: "asc" },
  });
  return rows.map((row) => row.action);
}

/** From now on no audit row can be written in this file's database, until the returned function is called. */
export async function breakAudit(): Promise<() => Promise<void>> {
  await db.$executeRawUnsafe(`ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (seq < 0) NOT VALID`);
  return async () => {
    await db.$executeRawUnsafe(`ALTER TABLE audit_entry DROP CONSTRAINT broken`);
  };
}
