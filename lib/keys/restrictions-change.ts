import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { Change } from "./change";
import type { LockedKey } from "./lock";
import { publicSuffixFault } from "./public-suffix";
import { Restrictions } from "./restrictions-schema";

/**
 * All restrictions of a locked key, made what is wanted; `null` when they are that already. What is there but cannot be read
 * is replaced like anything else.
 * @throws {DomainError} `invalid_input` for a domain that is a public suffix.
 */
export async function restrictionsChange(
  tx: Tx,
  key: LockedKey,
  wanted: Restrictions,
): Promise<Change | null> {
  requireOwnDomains(wanted.domain.allow);
  const { restrictions: stored } = await tx.key.findUniqueOrThrow({
    where: { id: key.id },
    select: { restrictions: true },
  });
  const before = readable(stored);
  if (isDeepStrictEqual(before, wanted)) return null;
  return { data: { restrictions: wanted }, before, after: wanted };
}

/**
 * Lets a key be bound to domains that can be somebody's.
 * @throws {DomainError} `invalid_input` on `restrictions.domain.allow` for a public suffix.
 */
export function requireOwnDomains(domains: readonly string[]): void {
  const faults = domains.map(publicSuffixFault).filter((fault) => fault !== null);
  if (faults.length > 0) {
    throw new DomainError("invalid_input", { fields: { "restrictions.domain.allow": faults } });
  }
}

function readable(stored: unknown): Change["before"] {
  const read = Restrictions.safeParse(stored);
  return read.success ? read.data : { unreadable: JSON.stringify(stored) };
}
