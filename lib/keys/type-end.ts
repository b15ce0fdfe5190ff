import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { readBillingTerms } from "@/lib/plans/billing-terms";
import type { Change } from "./change";
import type { LockedKey } from "./lock";
import type { BillingType } from "./schemas";

const DAY_MS = 86_400_000;

/**
 * The end of a key that is made with this billing type at `madeAt`: the one wanted, or the last moment the type lets it live to.
 * @throws {DomainError} `invalid_input` on `expiresAt` for a later one.
 */
export async function endOfNewKey(
  tx: Tx,
  billingType: BillingType,
  { madeAt, expiresAt }: { madeAt: Date; expiresAt: Date | null },
): Promise<Date | null> {
  const latest = await latestEndOf(tx, billingType, madeAt);
  if (latest !== null && expiresAt !== null && expiresAt > latest) throw tooLate(latest);
  return expiresAt ?? latest;
}

/**
 * Holds the end of a locked key against its billing type, as both are to be: `null` when there is nothing to add, else the end
 * that the type gives a key which would have none. A type that is new to the key counts its days from now; an end that the key
 * has already may stay.
 * @throws {DomainError} `invalid_input` on `expiresAt` for an end that is too late, or taken away.
 */
export async function typeEndChange(
  tx: Tx,
  key: LockedKey,
  wanted: { billingType: BillingType; expiresAt: Date | null },
  now: Date,
): Promise<Change | null> {
  const { billingType, expiresAt } = wanted;
  const isNewType = billingType !== key.billingType;
  const isSameEnd = expiresAt?.getTime() === key.expiresAt?.getTime();
  if (!isNewType && isSameEnd) return null;
  const latest = await latestEndOf(tx, billingType, isNewType ? now : key.createdAt);
  if (latest === null) return null;
  if (expiresAt === null) {
    if (!isNewType) throw tooLate(latest);
    return {
      data: { expiresAt: latest },
      before: { expiresAt: key.expiresAt },
      after: { expiresAt: latest },
    };
  }
  const isEarlier = key.expiresAt !== null && expiresAt <= key.expiresAt;
  if (expiresAt > latest && !isEarlier) throw tooLate(latest);
  return null;
}

/** The end that a locked key is to have. */
export function endIn(
  { expiresAt }: { expiresAt?: string | null | undefined },
  key: Pick<LockedKey, "expiresAt">,
): Date | null {
  if (expiresAt === undefined) return key.expiresAt;
  return expiresAt === null ? null : new Date(expiresAt);
}

async function latestEndOf(tx: Tx, billingType: BillingType, from: Date): Promise<Date | null> {
  const { endsAfterDays } = await readBillingTerms(tx, billingType);
  return endsAfterDays === null ? null : new Date(from.getTime() + endsAfterDays * DAY_MS);
}

function tooLate(latest: Date): DomainError {
  const by = latest.toISOString().slice(0, 16).replace("T", " ");
  return new DomainError("invalid_input", {
    fields: {
      expiresAt: [`A key of this billing type ends by ${by} UTC. Ask us if you need it for longer.`],
    },
  });
}
