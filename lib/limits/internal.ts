import type { AuditValue } from "@/lib/audit/canonical";
import type { Prisma } from "@/lib/db/generated/client";
import { type LimitKind, type LimitUnit, scopeOf } from "./schemas";

/** Columns of a limit. */
export const LIMIT_SELECT = {
  id: true,
  orgId: true,
  keyId: true,
  classId: true,
  kind: true,
  unit: true,
  value: true,
  isSoft: true,
  source: true,
  from: true,
  until: true,
} as const satisfies Prisma.LimitSelect;

export type StoredLimit = Prisma.LimitGetPayload<{ select: typeof LIMIT_SELECT }>;

type Named = { kind: LimitKind; unit: LimitUnit; classId: string | null };

/** The contract in force for one thing, as the edge has it: the one that began last, of two the higher. */
export function contractNow(stored: readonly StoredLimit[], named: Named, now: Date): number | undefined {
  const scopes = [scopeOf(named)];
  // Queries per second agreed for all classes hold in each that has none of its own.
  if (named.kind === "qps") scopes.push(scopeOf({ ...named, classId: null }));
  for (const scope of scopes) {
    const [first] = stored
      .filter((limit) => limit.source === "contract" && scopeOf(limit) === scope)
      .filter(({ from, until }) => from <= now && (until === null || now < until))
      .sort((a, b) => b.from.getTime() - a.from.getTime() || Number(b.value - a.value));
    if (first !== undefined) return Number(first.value);
  }
  return undefined;
}

/** A limit as the audit log tells it. */
export function toAudit(limit: Named & { value: number | bigint }): Record<string, AuditValue> {
  const { kind, unit, classId, value } = limit;
  return { kind, unit, classId, value: Number(value) };
}
