import type { Prisma } from "@/lib/db/generated/client";

const DAYS_30_MS = 30 * 86_400_000;

/** The condition that finds organizations whose contract ends within 30 days, with none that goes on after it. */
export function contractEndingSoon(now: Date): Prisma.OrgWhereInput {
  const soon = new Date(now.getTime() + DAYS_30_MS);
  return {
    contracts: {
      some: { from: { lte: now }, until: { gt: now, lte: soon } },
      none: { OR: [{ until: null }, { until: { gt: soon } }] },
    },
  };
}
