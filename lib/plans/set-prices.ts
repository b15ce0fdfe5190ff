import type { AuditValue } from "@/lib/audit/canonical";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockPlan, requireClasses } from "./internal";
import type { SetPricesInput } from "./price-schemas";

/**
 * Writes a plan's price list, by which Analytics estimates what the calls of whoever has the plan cost. It bills nobody and
 * limits nothing, so no edge hears of it.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for an endpoint class that does not exist.
 */
export async function setPrices(ctx: StaffContext, input: SetPricesInput): Promise<{ version: number }> {
  requireStaff(ctx, "plans:manage");
  const { planId, version, currency, prices } = input;
  return withTransaction(async (tx) => {
    const plan = await lockPlan(tx, planId);
    if (plan.version !== version) throw new DomainError("version_mismatch");
    await requireClasses(tx, prices);
    const before = await tx.plan.findUnique({
      where: { id: planId },
      select: {
        currency: true,
        prices: { select: { classId: true, perThousandMicros: true, included: true } },
      },
    });
    await tx.planPrice.deleteMany({ where: { planId } });
    await tx.planPrice.createMany({ data: prices.map((price) => ({ ...price, planId })) });
    const saved = await tx.plan.update({
      where: { id: planId },
      data: { currency, version: { increment: 1 } },
      select: { version: true },
    });
    await emitAudit(tx, ctx, {
      action: "plan.prices_set",
      targetType: "plan",
      targetId: planId,
      before: toAudit({ currency: before?.currency ?? null, prices: before?.prices ?? [] }),
      after: toAudit({ currency, prices }),
    });
    return saved;
  });
}

function toAudit({
  currency,
  prices,
}: {
  currency: string | null;
  prices: readonly { classId: string; perThousandMicros: bigint | number; included: bigint | number }[];
}): Record<string, AuditValue> {
  return {
    currency,
    prices: Object.fromEntries(
      prices.map(({ classId, perThousandMicros, included }) => [
        classId,
        { perThousandMicros: Number(perThousandMicros), included: Number(included) },
      ]),
    ),
  };
}
