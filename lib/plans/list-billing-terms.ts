import { z } from "zod";
import { db } from "@/lib/db/client";
import type { BillingType } from "@/lib/keys/schemas";
import { BILLING_TYPES } from "@/lib/keys/terms";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { type BillingTerms, readBillingTerms } from "./billing-terms";

/** A billing type, its terms, and what they would touch. */
export type BillingTermsItem = BillingTerms & {
  billingType: BillingType;
  /** Living keys of this type. */
  keys: number;
  /** Of these, keys without an end. */
  keysWithoutEnd: number;
};

const Counts = z.array(z.object({ billing_type: z.string(), keys: z.number(), endless: z.number() }));

/** Every billing type with its terms. @throws {DomainError} `forbidden`. */
export async function listBillingTerms(ctx: StaffContext): Promise<BillingTermsItem[]> {
  requireStaff(ctx, "plans:manage");
  const counts = Counts.parse(
    await db.$queryRaw`
      SELECT billing_type::text, count(*)::int AS keys, count(*) FILTER (WHERE expires_at IS NULL)::int AS endless
      FROM key WHERE deleted_at IS NULL GROUP BY billing_type`,
  );
  return Promise.all(
    BILLING_TYPES.map(async (billingType) => {
      const counted = counts.find((row) => row.billing_type === billingType);
      return {
        billingType,
        ...(await readBillingTerms(db, billingType)),
        keys: counted?.keys ?? 0,
        keysWithoutEnd: counted?.endless ?? 0,
      };
    }),
  );
}
