import { emitAudit } from "@/lib/audit/emit";
import { recordOrgChanges } from "@/lib/changes/record-orgs";
import { Prisma } from "@/lib/db/generated/client";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { readBillingTerms } from "./billing-terms";
import type { ChangeBillingTermsInput } from "./schemas";

/**
 * Lays down how keys of a billing type behave. Quotas hold for every key of the type, everywhere within a second, unless a
 * contract grants another one; a contract's is in force in its place. The end holds for keys that are made, or given this type,
 * from now on: an end that somebody was told stays.
 * @throws {DomainError} `forbidden`.
 */
export async function changeBillingTerms(ctx: StaffContext, input: ChangeBillingTermsInput): Promise<void> {
  requireStaff(ctx, "plans:manage");
  const { billingType, endsAfterDays, dayRequests, monthRequests, reason } = input;
  const terms = { endsAfterDays, dayRequests, monthRequests };
  await withTransaction(async (tx) => {
    // Nothing but this verb writes here: two changes at once go one after the other.
    await tx.$executeRaw`LOCK TABLE billing_terms IN SHARE ROW EXCLUSIVE MODE`;
    const before = await readBillingTerms(tx, billingType);
    await tx.billingTerms.upsert({
      where: { billingType },
      create: { billingType, ...terms },
      update: terms,
      select: { billingType: true },
    });
    const orgs = await recordOrgChanges(
      tx,
      Prisma.sql`SELECT DISTINCT org_id AS id FROM key
        WHERE billing_type = ${billingType}::billing_type AND deleted_at IS NULL`,
    );
    await emitAudit(tx, ctx, {
      action: "billing_terms.changed",
      targetType: "billing_type",
      targetId: billingType,
      before: { ...before },
      after: { ...terms, organizations: orgs },
      ...(reason === "" ? {} : { reason }),
    });
  });
}
