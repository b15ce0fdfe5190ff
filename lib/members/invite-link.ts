import { createHash, randomBytes } from "node:crypto";
import { bucketOf, chargeAttempt } from "@/lib/accounts/throttle";
import { type Curve, doubling, MAIL_TO_RECIPIENT } from "@/lib/accounts/throttle-curve";
import { reportFault } from "@/lib/actions/report-fault";
import { inviteMail } from "@/lib/mail/invite-mail";
import { sendMail } from "@/lib/mail/send";
import type { OrgContext } from "@/lib/orgs/context";
import type { Role } from "./permissions";
import { INVITE_DAYS } from "./schemas";

/** Invitations one organization mails: a wait from the fiftieth of an hour on. */
const INVITES_OF_ORG = { waitSeconds: doubling(50, 60, 1800), forgetSeconds: 3600 } satisfies Curve;

type Inviting = Pick<OrgContext, "requestId" | "now"> & { org: Pick<OrgContext["org"], "id" | "name"> };

/** A new one-time token (256 bits), what the database keeps of it, and until when it works. */
export function newInviteLink(now: Date) {
  const plaintext = randomBytes(32).toString("base64url");
  return {
    plaintext,
    tokenHash: inviteHash(plaintext),
    expiresAt: new Date(now.getTime() + INVITE_DAYS * 86_400_000),
  };
}

/** What the database keeps of a link. */
export function inviteHash(plaintext: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(plaintext).digest());
}

/**
 * Counts an invitation that makes us mail somebody, per organization and per recipient.
 * @throws {DomainError} `too_many_attempts`; the same whether or not the recipient has an account.
 */
export async function chargeInvite(ctx: Inviting, email: string): Promise<void> {
  await chargeAttempt(bucketOf("mail/invites-of-org", ctx.org.id, INVITES_OF_ORG), ctx.now);
  await chargeAttempt(bucketOf("mail/invite", email, MAIL_TO_RECIPIENT), ctx.now);
}

/**
 * Mails the link; the invitation is there already.
 * @returns Whether a mail server took it: if not, sending it again is up to the person.
 */
export async function mailInvite(
  ctx: Inviting,
  invite: { email: string; role: Role; token: string },
): Promise<boolean> {
  try {
    await sendMail(
      inviteMail({ to: invite.email, orgName: ctx.org.name, role: invite.role, token: invite.token }),
    );
    return true;
  } catch (error) {
    reportFault(ctx.requestId, error);
    return false;
  }
}
