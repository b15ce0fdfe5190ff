import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { ALERT_KINDS, type AlertKindName } from "./kinds";
import { StoredTerms } from "./schemas";

/** What holds for one kind of alert of one key. */
export type AlertRuleInForce = { isOn: boolean; value: number };

/** Finds the rule of a key: its own, else its organization's, else as the kind says. */
export type RuleFinder = (orgId: string, keyId: string, kind: AlertKindName) => AlertRuleInForce;

const Rows = z.array(
  z.object({
    org_id: z.string(),
    key_id: z.string(),
    kind: z.string(),
    is_on: z.boolean(),
    terms: z.unknown(),
  }),
);

/** The rules of these organizations, read once. Terms that another version wrote count as usual. */
export async function readRules(client: Pool | PoolClient, orgIds: readonly string[]): Promise<RuleFinder> {
  const { rows } = await client.query(
    "SELECT org_id, key_id, kind, is_on, terms FROM alert_rule WHERE org_id = ANY($1)",
    [orgIds],
  );
  const byPlace = new Map(
    Rows.parse(rows).map((row) => [placeOf(row.org_id, row.key_id, row.kind), row] as const),
  );
  return (orgId, keyId, kind) => {
    const row = byPlace.get(placeOf(orgId, keyId, kind)) ?? byPlace.get(placeOf(orgId, "", kind));
    return row === undefined ? usualRule(kind) : { isOn: row.is_on, value: ruleValue(kind, row.terms) };
  };
}

/** What holds where nobody said anything. */
export function usualRule(kind: AlertKindName): AlertRuleInForce {
  return { isOn: true, value: ALERT_KINDS[kind].term.usual };
}

/** The number of a stored rule, within what its kind allows today. */
export function ruleValue(kind: AlertKindName, terms: unknown): number {
  const { min, max, usual } = ALERT_KINDS[kind].term;
  const parsed = StoredTerms.safeParse(terms);
  return parsed.success ? Math.min(max, Math.max(min, parsed.data.value)) : usual;
}

function placeOf(orgId: string, keyId: string, kind: string): string {
  return `${orgId} ${keyId} ${kind}`;
}
