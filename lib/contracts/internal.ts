import type { AuditValue } from "@/lib/audit/canonical";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";

/** Columns of a contract. */
export const CONTRACT_SELECT = {
  id: true,
  orgId: true,
  reference: true,
  from: true,
  until: true,
  qpsCeiling: true,
  note: true,
} as const satisfies Prisma.ContractSelect;

export type StoredContract = Prisma.ContractGetPayload<{ select: typeof CONTRACT_SELECT }>;

/**
 * A contract, locked until the transaction ends.
 * @throws {DomainError} `not_found`.
 */
export async function lockContract(tx: Tx, contractId: string): Promise<StoredContract> {
  await tx.$executeRaw`SELECT FROM contract WHERE id = ${contractId} FOR UPDATE`;
  const contract = await tx.contract.findUnique({ where: { id: contractId }, select: CONTRACT_SELECT });
  if (contract === null) throw new DomainError("not_found");
  return contract;
}

/** @throws {DomainError} `invalid_input` on `until` for an end that is not after the beginning. */
export function requireOrder(from: Date, until: Date | null): void {
  if (until === null || until > from) return;
  throw new DomainError("invalid_input", {
    fields: { until: ["Choose an end that is after the beginning."] },
  });
}

/** A contract as the audit log tells it. */
export function contractToAudit(contract: Omit<StoredContract, "orgId">): Record<string, AuditValue> {
  const { id, reference, from, until, qpsCeiling } = contract;
  // Not the note: the log is the customer's, and the note is the provider's.
  return { id, reference, from, until, qpsCeiling };
}
