import { isDomainError } from "@/lib/errors/domain-error";
import { getKey, type KeyDetails } from "@/lib/keys/get";
import { type SecretStatus, secretStatus } from "@/lib/keys/secret-status";
import { can } from "@/lib/members/permissions";
import type { OrgContext } from "@/lib/orgs/context";
import { type Callers, callersOfKey } from "@/lib/usage/callers";
import { usageReport } from "@/lib/usage/report";
import type { UsageTotals } from "@/lib/usage/schemas";
import { DAY_MS } from "@/lib/usage/units";
import { findingsOf, type ShownFindings } from "./findings-of";
import { keyName } from "./key-name";
import { ADDRESSES_MAX } from "./terms";

/** A secret that was found by its digest, as the database has it. */
export type LeakedSecret = {
  digest: string;
  id: string;
  status: SecretStatus;
  retiresAt: Date | null;
  head: string;
  tail: string;
  createdAt: Date;
  leakedAt: Date | null;
  lastUsedAt: Date | null;
  lastUsedIp: string | null;
};

/** A leaked secret as a page shows it. Times are ISO 8601. */
export type ShownSecret = {
  digest: string;
  id: string;
  status: SecretStatus;
  preview: { head: string; tail: string };
  createdAt: string;
  retiresAt: string | null;
  leakedAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
};

/** A key with a secret that leaked: what it can do, who used it, and what the caller may do about it. */
export type LeakReport = {
  keyId: string;
  name: string;
  /** The secrets that were found; none when the key itself was named. */
  secrets: ShownSecret[];
  /** Where its secrets were found in the open, as scanners report it. */
  findings: ShownFindings;
  /** `null`: the key is in the trash, and nothing works with it. */
  living: LivingKey | null;
};

/** Of a key that is not in the trash. */
export type LivingKey = Pick<
  KeyDetails,
  | "status"
  | "access"
  | "allowQueryKey"
  | "products"
  | "restrictions"
  | "rotation"
  | "preview"
  | "version"
  | "isSecretKept"
  | "createdAt"
  | "createdBy"
  | "lastUsedAt"
  | "lastUsedIp"
  | "canEdit"
  | "canRotate"
  | "canDisable"
> & {
  canReport: boolean;
  /** The last 30 days, refused calls included; of the totals also the last day. */
  traffic: { callers: Callers; day: UsageTotals; month: UsageTotals };
};

const TRAFFIC_DAYS = 30;

/**
 * What there is to know about a leaked key of the organization.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, purged or another organization's key.
 */
export async function leakReport(
  ctx: OrgContext,
  keyId: string,
  secrets: readonly LeakedSecret[],
): Promise<LeakReport> {
  const shown = secrets.map((secret) => show(secret, ctx.now));
  const key = await getKey(ctx, { keyId }).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (key === null) {
    const [name, findings] = await Promise.all([keyName(ctx, { keyId }), findingsOf(ctx.org.id, keyId)]);
    return { keyId, name, secrets: shown, findings, living: null };
  }
  const since = new Date(ctx.now.getTime() - TRAFFIC_DAYS * DAY_MS);
  const totals = async (preset: "24h" | "30d") => {
    const query = { range: { preset }, timeZone: "UTC", keys: [keyId], products: [], compare: "" };
    return (await usageReport(ctx, { ...query, detail: preset === "24h" ? "hour" : "day" })).totals;
  };
  const [findings, callers, day, month] = await Promise.all([
    findingsOf(ctx.org.id, keyId),
    callersOfKey(ctx, keyId, since, ADDRESSES_MAX),
    totals("24h"),
    totals("30d"),
  ]);
  return {
    keyId,
    name: key.name,
    secrets: shown,
    findings,
    living: living(ctx, key, { callers, day, month }),
  };
}

function living(ctx: OrgContext, key: KeyDetails, traffic: LivingKey["traffic"]): LivingKey {
  const { status, access, allowQueryKey, products, restrictions, rotation, preview, version } = key;
  const { isSecretKept, createdAt, createdBy, lastUsedAt, lastUsedIp, canEdit, canRotate, canDisable } = key;
  return {
    status,
    access,
    allowQueryKey,
    products,
    restrictions,
    rotation,
    preview,
    version,
    isSecretKept,
    createdAt,
    createdBy,
    lastUsedAt,
    lastUsedIp,
    canEdit,
    canRotate,
    canDisable,
    canReport: can(ctx.role, "leaks:report"),
    traffic,
  };
}

function show(secret: LeakedSecret, now: Date): ShownSecret {
  const { digest, id, head, tail, lastUsedIp } = secret;
  return {
    digest,
    id,
    status: secretStatus(secret, now),
    preview: { head, tail },
    createdAt: secret.createdAt.toISOString(),
    retiresAt: secret.retiresAt?.toISOString() ?? null,
    leakedAt: secret.leakedAt?.toISOString() ?? null,
    lastUsedAt: secret.lastUsedAt?.toISOString() ?? null,
    lastUsedIp,
  };
}
