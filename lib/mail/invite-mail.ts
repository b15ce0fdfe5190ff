import { env } from "@/lib/env";
import type { Role } from "@/lib/members/permissions";
import { INVITE_DAYS } from "@/lib/members/schemas";
import { compose, type Message } from "./message";

/** "You are invited to an organization", with the link that leads there. */
export function inviteMail({
  to,
  orgName,
  role,
  token,
}: {
  to: string;
  orgName: string;
  role: Role;
  token: string;
}): Message {
  const org = harmless(orgName);
  const url = new URL("invite", `${env().PUBLIC_URL}/`);
  url.searchParams.set("token", token);
  return compose({
    to,
    subject: `You are invited to an organization at ${env().PROVIDER_NAME}`,
    before: [
      "Hello,",
      `The organization “${org}” invites you to its API keys in the ${env().PROVIDER_NAME} developer dashboard, as ${role}.`,
    ],
    link: { label: "Open invitation", url: url.toString() },
    after: [
      `The link works once, for ${INVITE_DAYS} days, for this address only: sign in with it, or create an account with it first.`,
      "If you do not know this organization, ignore this mail: nothing happens without you.",
    ],
  });
}

/** Whoever named the organization chose these words: mail programs must find no address in them to turn into a link. */
function harmless(name: string): string {
  return name.replace(/(?<=\S)[.:/@\\]+(?=\S)/g, " ");
}
