import { DomainError } from "@/lib/errors/domain-error";
import { countCharacters, PASSWORD_MIN_CHARACTERS } from "./schemas";
import { hasSecondFactor } from "./second-factor/has";

/**
 * Refuses a new password under 15 characters unless the person has a second factor (NIST SP 800-63B-4).
 * @throws {DomainError} `invalid_input` on `field`.
 */
export async function requireLongEnough(userId: string, plaintext: string, field: string): Promise<void> {
  if (countCharacters(plaintext) >= PASSWORD_MIN_CHARACTERS || (await hasSecondFactor(userId))) return;
  const sentence = `Use at least ${PASSWORD_MIN_CHARACTERS} characters. With a second factor, fewer would do.`;
  throw new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}
