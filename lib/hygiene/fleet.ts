import { can } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { readKeys, type ScoredKey } from "./read-keys";
import { FLEET_PAGE_SIZE, type FleetInput, type HygieneFilter } from "./schemas";
import {
  gradeOf,
  HYGIENE_GRADES,
  HYGIENE_REASONS,
  type Hygiene,
  type HygieneGrade,
  type HygieneReasonKind,
} from "./score";

/** A row of the fleet. Times are ISO 8601. */
export type FleetKey = {
  id: string;
  name: string;
  /** `null` when the account does not exist any more. */
  createdBy: string | null;
  lastUsedAt: string | null;
  canEdit: boolean;
  hygiene: Hygiene;
};

/** The organization's keys by how safely they are set up and used. */
export type Fleet = {
  /** Keys that were scored, whatever the filter. */
  scored: number;
  /** Living keys that nothing can be called with: disabled or expired ones. */
  others: number;
  /** The mean of all scores, rounded, with its word; `null` without a key. */
  overall: { score: number; grade: HygieneGrade } | null;
  grades: Record<HygieneGrade, number>;
  reasons: Record<HygieneReasonKind, number>;
  /** Of the keys the filter leaves, one page, the lowest score first. */
  keys: FleetKey[];
  total: number;
  page: number;
  pages: number;
};

/**
 * The score of every key that calls can be made with, and one page of those the filter leaves.
 * @throws {DomainError} `forbidden`; `unavailable` when adding calls up took longer than 5 seconds.
 */
export async function keyFleet(ctx: OrgContext, { page, ...filter }: FleetInput): Promise<Fleet> {
  requirePermission(ctx, "keys:read");
  requirePermission(ctx, "usage:read");
  const { scored, others } = await readKeys(ctx);
  const found = matching(scored, filter);
  const pages = Math.max(1, Math.ceil(found.length / FLEET_PAGE_SIZE));
  const shown = Math.min(page, pages);
  return {
    scored: scored.length,
    others,
    overall: overallOf(scored),
    grades: countBy(HYGIENE_GRADES, (grade) => scored.filter(({ hygiene }) => hygiene.grade === grade)),
    reasons: countBy(HYGIENE_REASONS, (kind) => scored.filter((key) => hasReason(key, kind))),
    keys: found
      .slice((shown - 1) * FLEET_PAGE_SIZE, shown * FLEET_PAGE_SIZE)
      .map((key) => toFleetKey(ctx, key)),
    total: found.length,
    page: shown,
    pages,
  };
}

/** The keys a filter leaves, the lowest score first; among equals by name. */
export function matching(scored: readonly ScoredKey[], { reason, grade }: HygieneFilter): ScoredKey[] {
  return scored
    .filter((key) => grade === null || key.hygiene.grade === grade)
    .filter((key) => reason === null || hasReason(key, reason))
    .sort((a, b) => a.hygiene.score - b.hygiene.score || byName(a, b));
}

const { compare } = new Intl.Collator("en");

function byName(a: ScoredKey, b: ScoredKey): number {
  return compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}

function hasReason({ hygiene }: ScoredKey, kind: HygieneReasonKind): boolean {
  return hygiene.reasons.some((reason) => reason.kind === kind);
}

function overallOf(scored: readonly ScoredKey[]): Fleet["overall"] {
  if (scored.length === 0) return null;
  const score = Math.round(scored.reduce((sum, { hygiene }) => sum + hygiene.score, 0) / scored.length);
  return { score, grade: gradeOf(score) };
}

function countBy<Name extends string>(
  names: readonly Name[],
  of: (name: Name) => readonly unknown[],
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, of(name).length])) as Record<Name, number>;
}

function toFleetKey(ctx: OrgContext, { createdById, createdBy, ...key }: ScoredKey): FleetKey {
  return {
    ...key,
    createdBy: createdBy?.name ?? null,
    canEdit: can(ctx.role, "keys:edit", createdById === responsibleId(ctx)),
  };
}
