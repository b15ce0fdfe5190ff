import { DomainError } from "@/lib/errors/domain-error";
import { getKey } from "@/lib/keys/get";
import { Restrictions, SetRestrictionsInput } from "@/lib/keys/restrictions-schema";
import type { KeyVersion } from "@/lib/keys/save";
import { setKeyRestrictions } from "@/lib/keys/set-restrictions";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { RespondInput } from "./schemas";

/**
 * Lets a key be used from these addresses and networks only, enforced at once. What is denied stays denied, and every other
 * restriction stays as it is; addresses allowed before are replaced.
 *
 * The caller is in a transaction that has locked the key: nobody changes it between the look at it and this.
 * @throws {DomainError} `not_found`, `forbidden`; `invalid_input` on `allow` without entries or for one that is no address.
 */
export async function restrictToAddresses(
  ctx: OrgContext,
  { keyId, allow, note }: Pick<RespondInput, "keyId" | "allow" | "note">,
): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  const key = await getKey(ctx, { keyId });
  const present = key.restrictions ?? Restrictions.parse({});
  const input = SetRestrictionsInput.safeParse({
    keyId,
    version: null,
    restrictions: { ...present, ip: { ...present.ip, mode: "enforce", allow } },
    reason: note,
  });
  if (allow.length > 0 && input.success) return setKeyRestrictions(ctx, input.data);
  const faults = input.error?.issues.map(({ message }) => message) ?? [];
  throw new DomainError("invalid_input", {
    fields: { allow: allow.length === 0 ? ["List at least one address."] : faults },
  });
}
