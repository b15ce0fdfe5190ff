import type { RequestContext } from "@/lib/orgs/context";
import { addressGroup } from "./address-group";
import { bucketOf, chargeAttempt } from "./throttle";
import { MAIL_FROM_ADDRESS, MAIL_TO_RECIPIENT } from "./throttle-curve";

type MailKind = "sign-up" | "verify" | "reset";

/**
 * Counts a request that makes us mail somebody, per network address and per recipient and kind.
 * @throws {DomainError} `too_many_attempts`; the same whether or not the recipient has an account.
 */
export async function chargeMail(ctx: RequestContext, kind: MailKind, recipient: string): Promise<void> {
  const group = addressGroup(ctx.ip);
  if (group !== null) await chargeAttempt(bucketOf("mail/address", group, MAIL_FROM_ADDRESS), ctx.now);
  await chargeAttempt(bucketOf(`mail/${kind}`, recipient, MAIL_TO_RECIPIENT), ctx.now);
}
