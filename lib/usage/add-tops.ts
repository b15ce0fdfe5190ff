import type { PoolClient } from "pg";
import type { TopRow } from "./rollups";
import { PLACES } from "./top-dimensions";
import { type Place, seat } from "./top-places";

type StoredRow = Omit<TopRow, "requests"> & Place;

/**
 * Adds to `usage_top`. Values that have a place are counted there; the others get one as `seat` says.
 *
 * The caller holds the locks of all these orgs (`lockOrgs`), because who has a place depends on all of them.
 */
export async function addTops(client: PoolClient, rows: readonly TopRow[]): Promise<void> {
  if (rows.length === 0) return;
  const isKnown = await addToKnown(client, rows);
  const newcomers = rows.filter((_, at) => !isKnown.has(at));
  const crowded = newcomers.filter(({ dimension }) => Number.isFinite(PLACES[dimension]));
  const added: StoredRow[] = newcomers
    .filter(({ dimension }) => !Number.isFinite(PLACES[dimension]))
    .map((row) => ({ ...row, unsure: 0 }));
  const gone: StoredRow[] = [];
  const taken = await readTaken(client, crowded);
  for (const [group, ofGroup] of groupBy(crowded)) {
    const [first] = ofGroup;
    if (first === undefined) continue;
    const outcome = seat(taken.get(group) ?? [], ofGroup, PLACES[first.dimension]);
    gone.push(...outcome.gone.map((value) => ({ ...first, value, requests: 0, unsure: 0 })));
    added.push(...outcome.seated.map((place) => ({ ...first, ...place })));
  }
  await remove(client, gone);
  await insert(client, added);
}

/** The numbers of the rows whose value has a place already. */
async function addToKnown(client: PoolClient, rows: readonly TopRow[]): Promise<ReadonlySet<number>> {
  const { rows: known } = await client.query<{ n: string }>(
    `UPDATE usage_top AS u SET requests = u.requests + r.requests
       FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
         WITH ORDINALITY AS r (hour, org_id, key_id, dimension, value, requests, n)
      WHERE u.hour = ANY($7) AND u.hour = r.hour AND u.org_id = r.org_id AND u.key_id = r.key_id
        AND u.dimension = r.dimension AND u.value = r.value
     RETURNING r.n`,
    [...keyColumns(rows), rows.map((row) => row.value), rows.map((row) => row.requests), hoursOf(rows)],
  );
  return new Set(known.map(({ n }) => Number(n) - 1));
}

/** Who has a place where these would need one. */
async function readTaken(client: PoolClient, rows: readonly TopRow[]): Promise<Map<string, Place[]>> {
  const groups = [...groupBy(rows).values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  if (groups.length === 0) return new Map();
  const { rows: found } = await client.query<{ n: string; value: string; requests: string; unsure: string }>(
    `SELECT g.n, u.value, u.requests, u.unsure
       FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[])
         WITH ORDINALITY AS g (hour, org_id, key_id, dimension, n)
       JOIN usage_top AS u ON u.hour = ANY($5) AND u.hour = g.hour AND u.org_id = g.org_id AND u.key_id = g.key_id
        AND u.dimension = g.dimension`,
    [...keyColumns(groups), hoursOf(groups)],
  );
  const taken = new Map<string, Place[]>();
  for (const { n, value, requests, unsure } of found) {
    const group = groups[Number(n) - 1];
    if (group === undefined) continue;
    const places = taken.get(groupName(group)) ?? [];
    places.push({ value, requests: Number(requests), unsure: Number(unsure) });
    taken.set(groupName(group), places);
  }
  return taken;
}

async function remove(client: PoolClient, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `DELETE FROM usage_top AS u
      USING unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[])
        AS r (hour, org_id, key_id, dimension, value)
      WHERE u.hour = ANY($6) AND u.hour = r.hour AND u.org_id = r.org_id AND u.key_id = r.key_id
        AND u.dimension = r.dimension AND u.value = r.value`,
    [...keyColumns(rows), rows.map((row) => row.value), hoursOf(rows)],
  );
}

async function insert(client: PoolClient, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO usage_top (hour, org_id, key_id, dimension, value, requests, unsure)
     SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[])`,
    [
      ...keyColumns(rows),
      rows.map((row) => row.value),
      rows.map((row) => row.requests),
      rows.map((row) => row.unsure),
    ],
  );
}

function keyColumns(rows: readonly Omit<TopRow, "requests">[]): unknown[] {
  return [
    rows.map((row) => new Date(row.hourMs)),
    rows.map((row) => row.orgId),
    rows.map((row) => row.keyId),
    rows.map((row) => row.dimension),
  ];
}

/** Named apart, so that partitions of other weeks are not even looked at. */
function hoursOf(rows: readonly { hourMs: number }[]): Date[] {
  return [...new Set(rows.map((row) => row.hourMs))].map((ms) => new Date(ms));
}

function groupName({ orgId, keyId, hourMs, dimension }: Omit<TopRow, "requests" | "value">): string {
  return [orgId, keyId, hourMs, dimension].join("\n");
}

function groupBy(rows: readonly TopRow[]): Map<string, TopRow[]> {
  const groups = new Map<string, TopRow[]>();
  for (const row of rows) {
    const group = groups.get(groupName(row)) ?? [];
    group.push(row);
    groups.set(groupName(row), group);
  }
  return groups;
}
