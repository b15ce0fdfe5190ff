import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { actingAs, endSessions } from "../internal";
import { endLinkTokens } from "../link-token";
import { hasSecondFactor } from "../second-factor/has";
import { recordRefusal, recordSignIn } from "../sign-in-log/record";
import { startPendingSession, startSession } from "../start-session";
import { type Claims, verifiedEmail } from "./claims";

type Person = { id: string; name: string; email: string };

const PERSON = { id: true, name: true, email: true, emailVerifiedAt: true, disabledAt: true } as const;

/**
 * Opens a session for whoever the provider says somebody is.
 *
 * An account is found by issuer and subject alone. The first time, one is opened under the address the provider has
 * verified, unless that address has an account already: that one is connected only from the inside, by somebody signed in
 * to it. An account nobody has confirmed yet is taken over without its password, which a stranger may have chosen.
 * A person with a second factor still shows it.
 *
 * @param claims Of an ID token whose signature, issuer, audience, nonce and time have been checked.
 * @throws {DomainError} `email_unverified`, `account_exists`, `forbidden` for a disabled account.
 */
export async function signInWithProvider(
  ctx: RequestContext,
  claims: Claims,
  { previousSessionId }: { previousSessionId: string | null },
): Promise<{ sessionId: string }> {
  const refusal: { userId?: string } = {};
  try {
    const sessionId = await withTransaction(async (tx) => {
      const person = (await findPerson(tx, ctx, claims)) ?? (await openAccount(tx, ctx, claims, refusal));
      const attempt = { userId: person.id, method: "provider" } as const;
      if (await hasSecondFactor(person.id)) {
        await recordSignIn(tx, ctx, { ...attempt, outcome: "code_asked" });
        return startPendingSession(tx, ctx, { person, previousSessionId });
      }
      await recordSignIn(tx, ctx, { ...attempt, outcome: "signed_in" });
      return startSession(tx, ctx, { person, previousSessionId });
    });
    return { sessionId };
  } catch (error) {
    if (refusal.userId !== undefined) recordRefusal(ctx, { userId: refusal.userId, method: "provider" });
    throw error;
  }
}

async function findPerson(tx: Tx, ctx: RequestContext, { iss, sub }: Claims): Promise<Person | null> {
  const [identity] = await tx.identity.updateManyAndReturn({
    where: { issuer: iss, subject: sub },
    data: { lastUsedAt: ctx.now },
    select: { user: { select: PERSON } },
  });
  if (identity === undefined) return null;
  if (identity.user.disabledAt !== null) {
    throw new DomainError("forbidden", {
      message: "This account is disabled. Ask an admin of your organization.",
    });
  }
  return identity.user;
}

async function openAccount(
  tx: Tx,
  ctx: RequestContext,
  claims: Claims,
  refusal: { userId?: string },
): Promise<Person> {
  const email = verifiedEmail(claims);
  if (email === null) throw new DomainError("email_unverified");
  const name = claims.name ?? email.slice(0, email.indexOf("@")).slice(0, 80);
  const [created] = await tx.user.createManyAndReturn({
    data: {
      id: newId("user"),
      email,
      name,
      passwordHash: null,
      emailVerifiedAt: ctx.now,
      createdAt: ctx.now,
    },
    skipDuplicates: true,
    select: PERSON,
  });
  const person = created ?? (await adoptUnconfirmed(tx, ctx, email, refusal));
  await tx.identity.create({
    data: {
      issuer: claims.iss,
      subject: claims.sub,
      userId: person.id,
      email,
      createdAt: ctx.now,
      lastUsedAt: ctx.now,
    },
    select: { userId: true },
  });
  await emitAudit(tx, actingAs(ctx, person), {
    action: "account.opened_by_provider",
    targetType: "user",
    targetId: person.id,
    after: { email, name: person.name, issuer: claims.iss, adopted: created === undefined },
  });
  return person;
}

/** Nobody has proved to own the account, and its address's owner is here: all that was set up for it goes. */
async function adoptUnconfirmed(
  tx: Tx,
  ctx: RequestContext,
  email: string,
  refusal: { userId?: string },
): Promise<Person> {
  const [adopted] = await tx.user.updateManyAndReturn({
    where: { email, emailVerifiedAt: null, disabledAt: null },
    data: { emailVerifiedAt: ctx.now, passwordHash: null },
    select: PERSON,
  });
  if (adopted === undefined) {
    const owner = await tx.user.findUnique({ where: { email }, select: { id: true } });
    if (owner !== null) refusal.userId = owner.id;
    throw new DomainError("account_exists");
  }
  await endSessions(tx, { userId: adopted.id }, { reason: "replaced", now: ctx.now });
  for (const purpose of ["verify_email", "reset_password"] as const)
    await endLinkTokens(tx, { userId: adopted.id, purpose, now: ctx.now });
  await tx.knownDevice.deleteMany({ where: { userId: adopted.id } });
  return adopted;
}
