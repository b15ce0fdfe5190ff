import { isDeepStrictEqual } from "node:util";
import type { OrgContext } from "@/lib/orgs/context";
import type { Policies } from "@/lib/orgs/policies/schemas";
import { requireWithinRotation } from "@/lib/orgs/policies/within";
import { requireBillingType } from "./billing-type";
import type { Change } from "./change";
import type { EditKeyInput } from "./edit-schema";
import type { LockedKey } from "./lock";

/** What a key says about itself; no call is judged by it. */
const DETAILS = ["name", "billingType", "note", "tags", "isProtected", "rotateEveryDays"] as const;

/**
 * Name, billing type, note, tags, protection and rotation interval of a locked key, made what is wanted; `null` when they are
 * that already. What is there may stay, whatever a newer rule says.
 * @throws {DomainError} `invalid_input` for a billing type the organization cannot use, or an interval longer than its own.
 */
export function detailsChange(
  ctx: OrgContext,
  policies: Pick<Policies, "rotateEveryDays">,
  key: LockedKey,
  wanted: Pick<EditKeyInput, (typeof DETAILS)[number]>,
): Change | null {
  const changed = DETAILS.filter(
    (field) => wanted[field] !== undefined && !isDeepStrictEqual(wanted[field], key[field]),
  );
  if (changed.length === 0) return null;
  const before = picked(key, changed);
  const after = picked({ ...key, ...wanted }, changed);
  if (changed.includes("billingType") && wanted.billingType) requireBillingType(ctx, wanted.billingType);
  if (changed.includes("rotateEveryDays")) requireWithinRotation(policies, wanted.rotateEveryDays ?? null);
  return { data: after, before, after };
}

type Details = Pick<LockedKey, (typeof DETAILS)[number]>;

/** Holds only the fields named; the type says so of none, because which they are is known at run time. */
function picked(from: { [Name in keyof Details]: Details[Name] | undefined }, fields: readonly string[]) {
  return Object.fromEntries(
    Object.entries(from).filter(([field]) => fields.includes(field)),
  ) as Partial<Details>;
}
