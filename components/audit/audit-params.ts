import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { AuditFilter } from "@/lib/audit/schemas";

export const AUDIT_RANGES = ["24h", "7d", "30d", "90d", "all"] as const;
export type AuditRange = (typeof AUDIT_RANGES)[number];

const HOURS = { "24h": 24, "7d": 168, "30d": 720, "90d": 2160 } as const satisfies Partial<
  Record<AuditRange, number>
>;

/** The page's state in the URL. `from` and `to` are moments (ISO 8601), cut where the reader's days are. */
export const auditParams = {
  actor: parseAsString.withDefault(""),
  action: parseAsString.withDefault(""),
  target: parseAsString.withDefault(""),
  range: parseAsStringLiteral(AUDIT_RANGES).withDefault("all"),
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
  before: parseAsString.withDefault(""),
  after: parseAsString.withDefault(""),
};
export type AuditParams = inferParserType<typeof auditParams>;

export const loadAuditParams = createLoader(auditParams);
export const serializeAuditParams = createSerializer(auditParams);

/** The filter that the URL asks for at `now`, with nothing that is empty. */
export function filterOf(
  { actor, action, target, range, from, to }: AuditParams,
  now: Date,
): Record<string, string> {
  const since =
    from === "" && range !== "all" ? new Date(now.getTime() - HOURS[range] * 3_600_000).toISOString() : from;
  const filter = { actor: actor.trim(), action, target: target.trim(), from: since, to };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== "")) satisfies AuditFilter;
}

/** Whether anything narrows the log. */
export function isNarrowed({ actor, action, target, range, from, to }: AuditParams): boolean {
  return [actor, action, target, from, to].some((value) => value.trim() !== "") || range !== "all";
}
