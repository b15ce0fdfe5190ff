import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { secondFactorAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { requireProof } from "../step-up";
import { newTotpSecret, setUpUri, toBase32 } from "./totp";

/** What an authenticator app needs, once: its secret to type, and the address that goes into a QR code. */
export type SetUp = { secret: string; uri: string };

/**
 * Makes the shared secret of a second factor, which counts only after `confirmSecondFactor`. Begun again, the earlier
 * secret is worth nothing.
 *
 * Takes a proof, because whoever can do this decides who signs in from then on; having just signed in is one.
 * @throws {DomainError} `step_up_required`; `conflict` when there is a second factor already.
 */
export async function beginSecondFactor(ctx: UserContext): Promise<SetUp> {
  await requireProof(ctx, { signInCounts: true });
  const { id: userId, email } = ctx.actor;
  const secret = newTotpSecret();
  const sealed = seal(masterKeyring(), secret, secondFactorAad(userId));
  const fresh = { sealed, createdAt: ctx.now, lastStep: 0n };
  const made = await db.$transaction(async (tx) => {
    await tx.secondFactor.createMany({ data: { userId, ...fresh }, skipDuplicates: true });
    // One statement decides: a factor that was confirmed meanwhile is left alone.
    return tx.secondFactor.updateMany({ where: { userId, confirmedAt: null }, data: fresh });
  });
  if (made.count === 0) {
    throw new DomainError("conflict", { message: "You have a second factor already. Turn it off first." });
  }
  return { secret: toBase32(secret), uri: setUpUri(secret, { issuer: env().PROVIDER_NAME, account: email }) };
}
