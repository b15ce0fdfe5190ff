import { z } from "zod";
import { Email, PersonName } from "../schemas";

/** What the provider says about somebody, in an ID token it has signed. */
export const Claims = z.object({
  iss: z.url().max(500),
  sub: z.string().min(1).max(255),
  email: Email.optional().catch(undefined),
  /** Only the boolean counts: what a provider may mean by anything else is not guessed. */
  email_verified: z.literal(true).optional().catch(undefined),
  name: PersonName.optional().catch(undefined),
  /** When the person last signed in there, in seconds. */
  auth_time: z.number().int().positive().optional().catch(undefined),
});
export type Claims = z.output<typeof Claims>;

/** The address the provider has verified; null when there is none, or it does not say so. */
export function verifiedEmail({ email, email_verified }: Claims): string | null {
  return email !== undefined && email_verified === true ? email : null;
}
