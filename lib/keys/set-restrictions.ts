import { isDeepStrictEqual } from "node:util";
import type { AuditEvent } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockKey } from "./lock";
import { publicSuffixFault } from "./public-suffix";
import { Restrictions, type SetRestrictionsInput } from "./restrictions-schema";
import { type KeyVersion, saveKey } from "./save";

/**
 * Replaces all restrictions of a key: where it may be used from, by what and when, each off, observed or enforced.
 *
 * What is as it was is no change. What is there but cannot be read can be replaced like anything else.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for a domain that is a public suffix.
 */
export async function setKeyRestrictions(ctx: OrgContext, input: SetRestrictionsInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  requireOwnDomains(input.restrictions.domain.allow);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const { restrictions: stored } = await tx.key.findUniqueOrThrow({
      where: { id: key.id },
      select: { restrictions: true },
    });
    const after = input.restrictions;
    const before = readable(stored);
    if (isDeepStrictEqual(before, after)) return { version: key.version };
    return saveKey(
      tx,
      ctx,
      key.id,
      { restrictions: after },
      { action: "key.restrictions_set", before, after, reason: input.reason },
    );
  });
}

function requireOwnDomains(domains: readonly string[]): void {
  const faults = domains.map(publicSuffixFault).filter((fault) => fault !== null);
  if (faults.length > 0) {
    throw new DomainError("invalid_input", { fields: { "restrictions.domain.allow": faults } });
  }
}

function readable(stored: unknown): NonNullable<AuditEvent["before"]> {
  const read = Restrictions.safeParse(stored);
  return read.success ? read.data : { unreadable: JSON.stringify(stored) };
}
