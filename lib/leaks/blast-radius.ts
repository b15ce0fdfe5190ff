import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { usageBreakdown } from "@/lib/usage/breakdown";
import type { UsageBreakdown } from "@/lib/usage/breakdown-schemas";
import { defaultDetail } from "@/lib/usage/ranges";
import { usageReport } from "@/lib/usage/report";
import type { UsageQuery, UsageTotals } from "@/lib/usage/schemas";
import { readSnapshot } from "@/lib/usage/snapshot";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/usage/units";
import { BLAST_DAYS_MAX, type BlastQuery } from "./blast-radius-schemas";
import { type CallersSince, readCallersSince } from "./callers-since";
import { findingsOf, type ShownFindings } from "./findings-of";

/** What was done with a key since one of its secrets was in the wrong hands. Times are ISO 8601. */
export type BlastRadius = {
  keyId: string;
  name: string;
  isInTrash: boolean;
  since: string;
  /** Where `since` comes from. */
  basis: "given" | "reported" | "last_day";
  until: string;
  /** Exactly from the minute of `since` on. */
  totals: UsageTotals;
  /** What each secret did in that time, exactly. */
  secrets: NonNullable<UsageBreakdown["secrets"]>;
  /** Secrets that were reported as leaked. */
  leakedSecretIds: string[];
  /** From the start of the hour of `since` on. */
  callersFrom: string;
  callers: CallersSince;
  findings: ShownFindings;
};

/**
 * Everything that was done with a key since a leak, each caller and endpoint as seen before or new. Keys in the trash are
 * told of, too, until they are purged.
 *
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, purged or another organization's key; `invalid_input` for a
 * time that is yet to come or longer ago than `BLAST_DAYS_MAX` days; `unavailable` when adding up took longer than 5 seconds.
 */
export async function blastRadius(ctx: OrgContext, query: BlastQuery): Promise<BlastRadius> {
  requirePermission(ctx, "usage:read");
  const key = await db.key.findFirst({
    where: { id: query.keyId, orgId: ctx.org.id },
    select: {
      id: true,
      name: true,
      deletedAt: true,
      secrets: { where: { leakedAt: { not: null } }, select: { id: true, leakedAt: true } },
    },
  });
  if (key === null) throw new DomainError("not_found");
  const { at: sinceMs, basis } = sinceOf(query, key.secrets, ctx.now);
  const hourMs = Math.floor(sinceMs / HOUR_MS) * HOUR_MS;
  const usage = usageQueryOf(key.id, sinceMs, ctx.now);
  const [report, breakdown, callers, findings] = await Promise.all([
    usageReport(ctx, usage),
    usageBreakdown(ctx, usage),
    readSnapshot((client) => readCallersSince(client, { orgId: ctx.org.id, keyId: key.id }, hourMs)),
    findingsOf(ctx.org.id, key.id),
  ]);
  return {
    keyId: key.id,
    name: key.name,
    isInTrash: key.deletedAt !== null,
    since: new Date(sinceMs).toISOString(),
    basis,
    until: ctx.now.toISOString(),
    totals: report.totals,
    secrets: breakdown.secrets ?? [],
    leakedSecretIds: key.secrets.map(({ id }) => id),
    callersFrom: new Date(hourMs).toISOString(),
    callers,
    findings,
  };
}

function sinceOf(
  { since }: BlastQuery,
  leaked: readonly { leakedAt: Date | null }[],
  now: Date,
): { at: number; basis: BlastRadius["basis"] } {
  const earliest = Math.floor((now.getTime() - BLAST_DAYS_MAX * DAY_MS) / MINUTE_MS) * MINUTE_MS;
  const latest = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  if (since !== null) {
    const at = minute(Date.parse(since));
    if (at >= earliest && at <= now.getTime()) return { at: Math.min(at, latest), basis: "given" };
    throw new DomainError("invalid_input", {
      fields: { since: [`Choose a time within the last ${BLAST_DAYS_MAX} days.`] },
    });
  }
  const reported = leaked.flatMap(({ leakedAt }) => (leakedAt === null ? [] : [leakedAt.getTime()]));
  if (reported.length === 0) return { at: minute(now.getTime() - DAY_MS), basis: "last_day" };
  const at = Math.min(Math.max(minute(Math.min(...reported)), earliest), latest);
  return { at, basis: "reported" };
}

function usageQueryOf(keyId: string, sinceMs: number, now: Date): UsageQuery {
  // Ends with the minute that runs.
  const endMs = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const range = { start: new Date(sinceMs).toISOString(), end: new Date(endMs).toISOString() };
  return { range, detail: defaultDetail(range), timeZone: "UTC", keys: [keyId], products: [], compare: "" };
}
