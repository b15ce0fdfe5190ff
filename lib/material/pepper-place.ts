import { digestAad } from "@/lib/sealing/aad";
import { masterKeyring, pepperKeyring } from "@/lib/sealing/keyring";
import { lookupOf } from "@/lib/sealing/pepper";
import type { Place } from "./place";
import { newestAlone, opened } from "./sealed-place";

const BATCH = 200;

const walk = (condition: string) => `
  select id, org_id, key_id, lookup, pepper_version, sealed_digest from secret
  where ${condition} and ($1::text is null or id > $1) order by id limit ${BATCH}`;
const OTHERS = walk("pepper_version <> $2");
const ALL = walk("$2::int > 0");

// One statement a batch, so that a look-up sees each row either as it was or as it becomes. Nobody is waited for meanwhile.
const REPLACE = `
  with given as (select * from unnest($1::text[], $2::int[], $3::bytea[]) as given (id, was, becomes)),
  free as materialized (
    select id from secret where id = any($1) order by id for update skip locked),
  done as (
    update secret row set lookup = given.becomes, pepper_version = $4
    from given, free where row.id = given.id and row.id = free.id and row.pepper_version = given.was
    returning row.id)
  select count(*)::int as count from done`;

type Row = {
  id: string;
  org_id: string;
  key_id: string;
  lookup: Buffer;
  pepper_version: number;
  sealed_digest: Buffer;
};

/**
 * What secrets are looked up by. It is made anew from the digest of each secret, which the master key opens: no secret
 * has to be presented for it, and no edge notices, since an edge asks under every pepper it holds.
 */
export const LOOKUPS: Place = {
  name: "secret.lookup",
  label: "Look-ups of secrets",
  ring: "pepper",
  async count(pool) {
    const { rows } = await pool.query<{ version: number; count: number }>(
      "select pepper_version as version, count(*)::int as count from secret group by 1",
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  },
  async renew(pool, after) {
    const peppers = pepperKeyring();
    const { rows } = await pool.query<Row>(OTHERS, [after?.[0] ?? null, peppers.current.version]);
    const unreadable: string[] = [];
    const made = rows.flatMap((row) => {
      const lookup = lookupFor(row, peppers);
      if (lookup === null) unreadable.push(row.id);
      return lookup === null ? [] : [{ row, lookup }];
    });
    const { rows: counted } = await pool.query<{ count: number }>(REPLACE, [
      made.map(({ row }) => row.id),
      made.map(({ row }) => row.pepper_version),
      made.map(({ lookup }) => lookup),
      peppers.current.version,
    ]);
    return { renewed: counted[0]?.count ?? 0, unreadable, next: nextOf(rows) };
  },
  async prove(pool, after) {
    const newest = newestAlone(pepperKeyring());
    const { rows } = await pool.query<Row>(ALL, [after?.[0] ?? null, newest.current.version]);
    const failed = rows.filter(
      (row) =>
        row.pepper_version !== newest.current.version || lookupFor(row, newest)?.equals(row.lookup) !== true,
    );
    return {
      proved: rows.length - failed.length,
      failed: failed.map(({ id }) => id),
      next: nextOf(rows),
    };
  },
};

function lookupFor(row: Row, peppers: ReturnType<typeof pepperKeyring>): Buffer | null {
  const aad = digestAad({ orgId: row.org_id, keyId: row.key_id, secretId: row.id });
  const digest = opened(masterKeyring(), row.sealed_digest, aad);
  if (digest === null) return null;
  const { lookup } = lookupOf(digest, peppers);
  digest.fill(0);
  return Buffer.from(lookup);
}

function nextOf(rows: readonly Row[]): string[] | null {
  const last = rows.at(-1);
  return rows.length < BATCH || last === undefined ? null : [last.id];
}
