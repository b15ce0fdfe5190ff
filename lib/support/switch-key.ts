import { asOneTransaction } from "@/lib/db/transaction";
import { disableKeyAsStaff } from "@/lib/keys/disable";
import { enableKeyAsStaff } from "@/lib/keys/enable";
import { markKeyLeakedAsStaff } from "@/lib/keys/mark-leaked";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { StartLeakInput, SwitchKeyInput } from "./schemas";

/**
 * Disables a customer's key for a ticket. The customer reads the reason, ticket included, on the key's page and in its audit log.
 * @throws {DomainError} As `disableKeyAsStaff`.
 */
export async function disableForTicket(ctx: StaffContext, input: SwitchKeyInput): Promise<void> {
  requireStaff(ctx, "keys:disable");
  await disableKeyAsStaff(ctx, { keyId: input.keyId, reason: withTicket(input.reason, input.ticket) });
}

/**
 * Takes back what staff disabled, for a ticket.
 * @throws {DomainError} As `enableKeyAsStaff`.
 */
export async function enableForTicket(ctx: StaffContext, input: SwitchKeyInput): Promise<void> {
  requireStaff(ctx, "keys:disable");
  await enableKeyAsStaff(ctx, { keyId: input.keyId, reason: withTicket(input.reason, input.ticket) });
}

/**
 * Begins a leak procedure: the key counts as leaked, its organization's admins and its creator are told and led to the leak
 * wizard, and, if asked for, every call is refused until staff enables the key again. All of it or nothing.
 * @throws {DomainError} `forbidden`, `not_found`; `already_disabled` by staff.
 */
export async function startLeakForTicket(ctx: StaffContext, input: StartLeakInput): Promise<void> {
  requireStaff(ctx, "support:act");
  const { keyId, isDisabled } = input;
  const note = withTicket(input.note, input.ticket);
  await asOneTransaction(async () => {
    await markKeyLeakedAsStaff(ctx, { keyId, secretIds: [], note });
    if (isDisabled) await disableKeyAsStaff(ctx, { keyId, reason: note });
  });
}

const REASON_MAX = 500;

function withTicket(reason: string, ticket: string): string {
  const suffix = ` (ticket ${ticket})`;
  return `${reason.slice(0, REASON_MAX - suffix.length).toWellFormed()}${suffix}`;
}
