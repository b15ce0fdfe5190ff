import { Banner } from "@/components/ui/banner";
import { ERROR_CODES } from "@/lib/errors/codes";

/** What may stand in the address of a page somebody comes back to; never words, which anybody could put there. */
const SENTENCES: Record<string, string> = {
  provider_failed: "Signing in with the identity provider did not work, or was cancelled there.",
  sign_in_failed: "The identity provider's answer could not be used. Try again.",
  account_exists: ERROR_CODES.account_exists.message,
  email_unverified: ERROR_CODES.email_unverified.message,
  forbidden: "This account is disabled. Ask an admin of your organization.",
  conflict: "That account at the identity provider is connected already.",
  not_signed_in: "Your session ended in the meantime. Sign in and try again.",
  unavailable: ERROR_CODES.unavailable.message,
  internal: "Keyward failed to do this. Try again in a moment.",
};

/** Why somebody came back from the identity provider without what they went for. Nothing for an unknown reason. */
export function ReturnedError({ code, className }: { code: unknown; className?: string }) {
  const known = typeof code === "string" && Object.hasOwn(SENTENCES, code);
  if (!known) return null;
  return <Banner tone="danger" title={SENTENCES[code]} {...(className && { className })} />;
}
