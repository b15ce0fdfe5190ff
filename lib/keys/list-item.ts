import { z } from "zod";
import { type OrgContext, responsibleId } from "@/lib/orgs/context";
import type { RotationFacts } from "./get";
import { Restrictions } from "./restrictions-schema";
import { type KeyRights, keyRights } from "./rights";
import type { BillingType, KeyStatus } from "./schemas";
import { keyStatus } from "./status";
import { BILLING_TYPES } from "./terms";

/** How many of a key's domains a row of the list names. */
const DOMAINS_SHOWN = 10;

/** The allowed domains of a key, for the list; `null` where what is stored cannot be read. */
export type ListedDomains = {
  mode: Restrictions["domain"]["mode"];
  first: string[];
  /** Of all of them. */
  count: number;
} | null;

/** One row of the list. Times are ISO 8601; nothing of a secret but its first and last four characters. */
export type KeyListItem = {
  id: string;
  name: string;
  status: KeyStatus;
  billingType: BillingType;
  preview: { head: string; tail: string };
  products: { id: string; slug: string; name: string }[];
  domains: ListedDomains;
  tags: string[];
  /** While set, the key cannot be deleted. */
  isProtected: boolean;
  leakedAt: string | null;
  createdAt: string;
  /** `null` when the account does not exist any more. */
  createdBy: { id: string; name: string } | null;
  expiresAt: string | null;
  lastRotatedAt: string | null;
  /** A rotation that is not over: nobody has used the new secret yet, or the old one still works until `endsAt`. */
  rotation: RotationFacts | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  /** False when the organization shows secrets once: nothing is left to copy. */
  isSecretKept: boolean;
  version: number;
} & KeyRights;

/** What `keyRows` selects. */
export const KeyRow = z.object({
  id: z.string(),
  name: z.string(),
  billingType: z.enum(BILLING_TYPES),
  tags: z.array(z.string()),
  isProtected: z.boolean(),
  leakedAt: z.date().nullable(),
  createdById: z.string(),
  createdByName: z.string().nullable(),
  createdAt: z.date(),
  lastRotatedAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
  disabledBy: z.enum(["customer", "staff"]).nullable(),
  validFrom: z.date().nullable(),
  expiresAt: z.date().nullable(),
  head: z.string(),
  tail: z.string(),
  isSecretKept: z.boolean(),
  version: z.number(),
  isAwaitingFirstUse: z.boolean(),
  retiresAt: z.date().nullable(),
  products: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
  domain: z.unknown(),
  lastUsedAt: z.date().nullable(),
  lastUsedIp: z.string().nullable(),
});
export type KeyRow = z.output<typeof KeyRow>;

/** A row as the caller may see it, with what the caller may do to its key. */
export function toItem(ctx: OrgContext, row: KeyRow): KeyListItem {
  return {
    id: row.id,
    name: row.name,
    status: keyStatus({ ...row, deletedAt: null }, ctx.now),
    billingType: row.billingType,
    preview: { head: row.head, tail: row.tail },
    products: row.products,
    domains: toDomains(row.domain),
    tags: row.tags,
    isProtected: row.isProtected,
    leakedAt: iso(row.leakedAt),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByName === null ? null : { id: row.createdById, name: row.createdByName },
    expiresAt: iso(row.expiresAt),
    lastRotatedAt: iso(row.lastRotatedAt),
    rotation:
      row.isAwaitingFirstUse || row.retiresAt
        ? { isAwaitingFirstUse: row.isAwaitingFirstUse, endsAt: iso(row.retiresAt) }
        : null,
    lastUsedAt: iso(row.lastUsedAt),
    lastUsedIp: row.lastUsedIp,
    isSecretKept: row.isSecretKept,
    version: row.version,
    ...keyRights(ctx.role, row.createdById === responsibleId(ctx), row.isSecretKept),
  };
}

function toDomains(stored: unknown): ListedDomains {
  const { data } = Restrictions.shape.domain.safeParse(stored ?? undefined);
  if (data === undefined) return null;
  return { mode: data.mode, first: data.allow.slice(0, DOMAINS_SHOWN), count: data.allow.length };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
