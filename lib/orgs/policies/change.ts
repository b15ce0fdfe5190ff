import { isDeepStrictEqual } from "node:util";
import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { publicSuffixFault } from "@/lib/keys/public-suffix";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { readPolicies, type VersionedPolicies } from "./read";
import { type ChangePoliciesInput, POLICY_NAMES, type PolicyName } from "./schemas";

/**
 * Changes policies of the organization: all that are named or none, in force everywhere within a second.
 *
 * Turning `showSecretsOnce` on erases the ciphertext of every secret in the same transaction, which cannot be undone. No
 * key is changed otherwise: what is there stays as it is until it is edited, rotated or made anew.
 * @throws {DomainError} `forbidden`; `step_up_required`; `version_mismatch`; `invalid_input` for a default domain that is a
 * public suffix, and for rotations that happen by themselves together with secrets that are shown once.
 */
export async function changePolicies(
  ctx: OrgContext,
  { version, reason, ...wanted }: ChangePoliciesInput,
): Promise<{ version: number }> {
  requirePermission(ctx, "policies:edit");
  await requireStepUp(ctx);
  return withTransaction(async (tx) => {
    // Waits for whoever holds the policies: a key that is being made is made by the old ones.
    await tx.$executeRaw`SELECT FROM org WHERE id = ${ctx.org.id} FOR NO KEY UPDATE`;
    const before = await readPolicies(tx, ctx.org.id);
    if (before.version !== version) throw new DomainError("version_mismatch");
    const after = { ...before, ...definedOnly(wanted) };
    const changed = POLICY_NAMES.filter((name) => !isDeepStrictEqual(before[name], after[name]));
    if (changed.length === 0) return { version };
    requireConsistent(after);

    const saved = await tx.org.update({
      where: { id: ctx.org.id },
      data: { ...only(after, changed), version: { increment: 1 } },
      select: { version: true },
    });
    const erasedSecrets =
      after.showSecretsOnce && !before.showSecretsOnce ? await eraseCopies(tx, ctx.org.id) : undefined;
    await recordChange(tx, "org", ctx.org.id);
    await emitAudit(tx, ctx, {
      action: "org.policies_changed",
      targetType: "org",
      targetId: ctx.org.id,
      before: only(before, changed),
      after: { ...only(after, changed), erasedSecrets },
      ...(reason === "" ? {} : { reason }),
    });
    return saved;
  });
}

function requireConsistent(policies: VersionedPolicies): void {
  if (policies.leakResponse === "rotate" && policies.showSecretsOnce) {
    throw new DomainError("invalid_input", {
      fields: {
        leakResponse: ["Secrets are shown once here, so nobody would see what such a rotation makes."],
      },
    });
  }
  if (policies.autoRotate && policies.showSecretsOnce) {
    // Nobody would ever see the secret that such a rotation makes, and the old one ends.
    throw new DomainError("invalid_input", {
      fields: {
        autoRotate: ["Secrets are shown once here, so nobody would see what an automatic rotation makes."],
      },
    });
  }
  const faults = policies.defaultRestrictions.domain.allow
    .map(publicSuffixFault)
    .filter((fault) => fault !== null);
  if (faults.length > 0) {
    throw new DomainError("invalid_input", { fields: { "defaultRestrictions.domain.allow": faults } });
  }
}

async function eraseCopies(tx: Tx, orgId: string): Promise<number> {
  const { count } = await tx.secret.updateMany({
    where: { orgId, sealedSecret: { not: null } },
    data: { sealedSecret: null },
  });
  return count;
}

function only(policies: VersionedPolicies, names: readonly PolicyName[]): Partial<VersionedPolicies> {
  return Object.fromEntries(names.map((name) => [name, policies[name]]));
}

function definedOnly<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
