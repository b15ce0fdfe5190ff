import { z } from "zod";
import { Reason } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";

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

/** The two types of organizations. */
export const ORG_TYPES = ["enterprise", "self_serve"] as const;
export type OrgType = (typeof ORG_TYPES)[number];

const OrgId = z.string().refine((id) => isId("org", id), "This is not an organization.");
const PlanId = z.string().refine((id) => isId("plan", id), "This is not a plan.");

/** What a list of organizations can be narrowed to. */
export const ORG_STATES = ["suspended", "flagged", "without_plan", "contract_ending"] as const;
export type OrgState = (typeof ORG_STATES)[number];

/** What the list of all organizations takes. Values that mean nothing are taken for none given: they come from an address bar. */
export const ListOrgsInput = z.object({
  /** Part of a name or an address, or an ID. */
  q: z.string().trim().max(200).catch(""),
  type: z.enum(ORG_TYPES).nullable().catch(null),
  state: z.enum(ORG_STATES).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type ListOrgsInput = z.output<typeof ListOrgsInput>;

/** What suspending an organization takes. Its members read the reason. */
export const SuspendOrgInput = z.strictObject({
  orgId: OrgId,
  reason: Reason.min(1, "Say why: the organization's members read this."),
});
export type SuspendOrgInput = z.output<typeof SuspendOrgInput>;

/** What lifting a suspension takes. */
export const UnsuspendOrgInput = z.strictObject({ orgId: OrgId, reason: Reason.default("") });
export type UnsuspendOrgInput = z.output<typeof UnsuspendOrgInput>;

/** What changing an organization's type and plan takes. */
export const ChangeTermsInput = z.strictObject({
  orgId: OrgId,
  /** The version that whoever changes it has seen. */
  version: z.int().min(1),
  type: z.enum(ORG_TYPES),
  /** `null`: no plan; every class's default holds. */
  planId: PlanId.nullable(),
  reason: Reason.default(""),
});
export type ChangeTermsInput = z.output<typeof ChangeTermsInput>;
