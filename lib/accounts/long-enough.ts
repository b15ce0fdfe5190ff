import { DomainError } from "@/lib/errors/domain-error";
import { countCharacters, PASSWORD_MIN_CHARACTERS, PASSWORD_MIN_WITH_FACTOR } from "./schemas";
import { hasSecondFactor } from "./second-factor/has";

/** Characters a new password of this person needs at least: fewer beside a second factor (NIST SP 800-63B-4). */
export async function passwordMinimum(userId: string): Promise<number> {
  return (await hasSecondFactor(userId)) ? PASSWORD_MIN_WITH_FACTOR : PASSWORD_MIN_CHARACTERS;
}

/**
 * Refuses a new password that is shorter than `passwordMinimum`.
 * @throws {DomainError} `invalid_input` on `field`.
 */
export async function requireLongEnough(userId: string, plaintext: string, field: string): Promise<void> {
  if (countCharacters(plaintext) >= (await passwordMinimum(userId))) return;
  const sentence = `Use at least ${PASSWORD_MIN_CHARACTERS} characters. With a second factor, fewer would do.`;
  throw new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}
