import { env } from "@/lib/env";
import { compose, type Message } from "./message";

// No name is greeted: until an address is confirmed, whoever typed it could also have typed the name, and we would mail their words.
type Recipient = { to: string };

/** Links come from the configured public URL only; nothing a request says about its host ends in a mail. */
function pageUrl(path: string, query: Record<string, string> = {}): string {
  const url = new URL(path, `${env().PUBLIC_URL}/`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}

/** "Confirm your address", with the link that does it. Works for 24 hours. */
export function verifyEmailMail({ to, token }: Recipient & { token: string }): Message {
  return compose({
    to,
    subject: `Confirm your e-mail address for ${env().PROVIDER_NAME}`,
    before: [
      "Hello,",
      `This address was used to sign up for the ${env().PROVIDER_NAME} developer dashboard. Confirm it with the password chosen there.`,
    ],
    link: { label: "Confirm address", url: pageUrl("verify-email", { token }) },
    after: [
      "The link works once, for 24 hours.",
      "If this was not you, ignore this mail: nothing is opened without your confirmation.",
    ],
  });
}

/** Sent instead of a confirmation when the address has an account: the page says the same in both cases. */
export function alreadyRegisteredMail({ to }: Recipient): Message {
  return compose({
    to,
    subject: `You already have a ${env().PROVIDER_NAME} account`,
    before: [
      "Hello,",
      "Somebody, probably you, tried to sign up with this address. You already have an account; nothing was changed.",
    ],
    link: { label: "Sign in", url: pageUrl("sign-in") },
    after: [`Forgot the password? Choose a new one here:\n${pageUrl("forgot-password")}`],
  });
}

/** "Choose a new password", with the link to do it. Works for an hour. */
export function resetPasswordMail({ to, token }: Recipient & { token: string }): Message {
  return compose({
    to,
    subject: `Choose a new password for ${env().PROVIDER_NAME}`,
    before: ["Hello,", "Somebody, probably you, asked for a new password for this account."],
    link: { label: "Choose a new password", url: pageUrl("reset-password", { token }) },
    after: [
      "The link works once, for one hour.",
      "If this was not you, ignore this mail: the old password stays.",
    ],
  });
}

/** Says after the fact that the password is another one now, so that a change by somebody else is noticed. */
export function passwordChangedMail({ to }: Recipient): Message {
  return compose({
    to,
    subject: `Your ${env().PROVIDER_NAME} password was changed`,
    before: ["Hello,", "The password of your account was just changed, and other sessions were ended."],
    link: { label: "Choose a new password", url: pageUrl("forgot-password") },
    after: ["If this was you, there is nothing to do. If not, use the link above now."],
  });
}

/** Says that a second factor is asked for from now on, so that one set up by somebody else is noticed. */
export function secondFactorOnMail({ to }: Recipient): Message {
  return compose({
    to,
    subject: `Your ${env().PROVIDER_NAME} account has a second factor now`,
    before: [
      "Hello,",
      "An authenticator app was just set up for your account. From now on signing in takes its code.",
    ],
    link: { label: "Open your account", url: pageUrl("account") },
    after: [
      `If this was you, there is nothing to do. If not, choose a new password now:\n${pageUrl("forgot-password")}`,
    ],
  });
}

/** Says that the second factor is gone. */
export function secondFactorOffMail({ to }: Recipient): Message {
  return compose({
    to,
    subject: `The second factor of your ${env().PROVIDER_NAME} account was turned off`,
    before: ["Hello,", "Signing in to your account takes the password only from now on."],
    link: { label: "Choose a new password", url: pageUrl("forgot-password") },
    after: ["If this was you, there is nothing to do. If not, use the link above now."],
  });
}

/** Says that an operator took the second factor away, with the password, and how to go on. */
export function secondFactorResetMail({ to }: Recipient): Message {
  return compose({
    to,
    subject: `The second factor of your ${env().PROVIDER_NAME} account was reset`,
    before: [
      "Hello,",
      "Somebody asked us to take the lost second factor from your account, and we did. Your password is gone as well, and all your sessions have ended.",
    ],
    link: { label: "Choose a new password", url: pageUrl("forgot-password") },
    after: [
      `Then set up a second factor again on your account page. If you did not ask for this, write to ${env().SUPPORT_EMAIL}: nobody can sign in without a link that goes to this address.`,
    ],
  });
}

/** Says that a recovery code is used up and how many are left. */
export function recoveryCodeUsedMail({ to, left }: Recipient & { left: number }): Message {
  return compose({
    to,
    subject: `A recovery code of your ${env().PROVIDER_NAME} account was used`,
    before: ["Hello,", `A recovery code was just used in place of your authenticator app. ${left} are left.`],
    link: { label: "Open your account", url: pageUrl("account") },
    after: ["If this was not you, change your password and make new recovery codes now."],
  });
}

/** Says that there is another way in now. */
export function identityConnectedMail({ to, issuer }: Recipient & { issuer: string }): Message {
  return compose({
    to,
    subject: `Another way to sign in to your ${env().PROVIDER_NAME} account`,
    before: ["Hello,", `From now on you can sign in through ${issuer}, too.`],
    link: { label: "Open your account", url: pageUrl("account") },
    after: [
      "If this was you, there is nothing to do. If not, disconnect it there and change your password now.",
    ],
  });
}
