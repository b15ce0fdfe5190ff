import { z } from "zod";

export const SLUG_MIN = 3;
export const SLUG_MAX = 40;

const OrgName = z
  .string()
  .trim()
  .min(2, "Use at least 2 characters.")
  .max(80, "Use at most 80 characters.")
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "Use letters, spaces and punctuation only.");

const Slug = z
  .string()
  .trim()
  .min(SLUG_MIN, `Use at least ${SLUG_MIN} characters.`)
  .max(SLUG_MAX, `Use at most ${SLUG_MAX} characters.`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use lower-case letters, digits and single hyphens between them.");

export const CreateOrgInput = z.object({ name: OrgName, slug: Slug });
export type CreateOrgInput = z.input<typeof CreateOrgInput>;

/** A slug made from a name: `Café Müller & Söhne` → `cafe-muller-sohne`. May be too short to be accepted, never too long. */
export function slugFrom(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, "");
}
