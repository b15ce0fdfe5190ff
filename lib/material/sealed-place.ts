import type { Keyring, RingName } from "@/lib/sealing/keyring";
import { CannotOpen, open } from "@/lib/sealing/open";
import { seal } from "@/lib/sealing/seal";
import { ringOf } from "./held-rings";
import type { Cursor, Place } from "./place";

const BATCH = 200;

type SealedColumn = {
  readonly label: string;
  readonly ring: RingName;
  readonly table: string;
  readonly column: string;
  /** Its primary key, with the types of its columns. */
  readonly ids: Readonly<Record<string, "text" | "int">>;
  /** More columns that `aad` wants. */
  readonly bound?: readonly string[];
  /** What the sealed value of this row is bound to. */
  readonly aad: (row: Readonly<Record<string, string>>) => string;
  /** Edges that keep the value in memory hear of it: kind of change and the column that names what changed. */
  readonly tells?: { readonly kind: "product" | "token"; readonly subject: string };
};

type Row = Record<string, string> & { sealed: Buffer };

/** A column of values that `seal` made. Its first byte is the version. Names of tables and columns are ours, never anybody's input. */
export function sealedPlace(given: SealedColumn): Place {
  const { label, ring, table, column, ids, bound = [], aad, tells } = given;
  const names = Object.keys(ids);
  const types = Object.values(ids);
  const list = names.join(", ");
  const columns = [...names, ...bound].map((name) => `${name}::text as ${name}`).join(", ");
  const walk = (condition: string) => `
    select ${columns}, ${column} as sealed from ${table}
    where ${column} is not null and ${condition}
      and ($1::text[] is null or (${list}) > (${types.map((type, at) => `($1::text[])[${at + 1}]::${type}`).join(", ")}))
    order by ${list} limit ${BATCH}`;
  const others = walk(`get_byte(${column}, 0) <> $2`);
  const all = walk("$2::int > 0");
  const same = (one: string, other: string) =>
    names.map((name) => `${one}.${name} = ${other}.${name}`).join(" and ");
  const arrays = types.map((type, at) => `$${at + 1}::${type}[]`).join(", ");
  const [before, after] = [`$${names.length + 1}::bytea[]`, `$${names.length + 2}::bytea[]`];
  // Nobody is waited for while rows are held, so that no circle of waiting can close.
  const replace = `
    with given as (
      select * from unnest(${arrays}, ${before}, ${after}) as given (${list}, was, becomes)),
    free as materialized (
      select ${names.map((name) => `held.${name}`).join(", ")} from ${table} held
      where exists (select 1 from given where ${same("given", "held")})
      for update skip locked),
    done as (
      update ${table} row set ${column} = given.becomes
      from given, free where ${same("row", "given")} and ${same("row", "free")} and row.${column} = given.was
      returning row.${tells?.subject ?? names[0]}::text as subject),
    told as (${
      tells
        ? `insert into change_log (kind, subject) select distinct '${tells.kind}', subject from done returning 1`
        : "select 1"
    })
    select count(*)::int as count from done`;

  const idOf = (row: Row) => names.map((name) => row[name] ?? "");
  const nextOf = (rows: readonly Row[]): Cursor | null => {
    const last = rows.at(-1);
    return rows.length < BATCH || last === undefined ? null : idOf(last);
  };

  return {
    name: `${table}.${column}`,
    label,
    ring,
    async count(pool) {
      const { rows } = await pool.query<{ version: number; count: number }>(
        `select get_byte(${column}, 0) as version, count(*)::int as count from ${table}
         where ${column} is not null group by 1`,
      );
      return new Map(rows.map(({ version, count }) => [version, count]));
    },
    async renew(pool, cursor) {
      const keyring = ringOf(ring);
      const { rows } = await pool.query<Row>(others, [cursor, keyring.current.version]);
      const readable: { row: Row; becomes: Uint8Array }[] = [];
      const unreadable: string[] = [];
      for (const row of rows) {
        const becomes = sealedAgain(keyring, row.sealed, aad(row));
        if (becomes === null) unreadable.push(idOf(row).join(" "));
        else readable.push({ row, becomes });
      }
      const { rows: counted } = await pool.query<{ count: number }>(replace, [
        ...names.map((name) => readable.map(({ row }) => row[name])),
        readable.map(({ row }) => row.sealed),
        readable.map(({ becomes }) => Buffer.from(becomes)),
      ]);
      return { renewed: counted[0]?.count ?? 0, unreadable, next: nextOf(rows) };
    },
    async prove(pool, cursor) {
      const newest = newestAlone(ringOf(ring));
      const { rows } = await pool.query<Row>(all, [cursor, newest.current.version]);
      const failed = rows.filter((row) => !opens(newest, row.sealed, aad(row)));
      return {
        proved: rows.length - failed.length,
        failed: failed.map((row) => idOf(row).join(" ")),
        next: nextOf(rows),
      };
    },
  };
}

/** A ring as it will be when every former key is taken out. */
export function newestAlone({ current }: Keyring): Keyring {
  return { current, byVersion: new Map([[current.version, current.key]]) };
}

function sealedAgain(keyring: Keyring, sealed: Uint8Array, aad: string): Uint8Array | null {
  const plaintext = opened(keyring, sealed, aad);
  if (plaintext === null) return null;
  const becomes = seal(keyring, plaintext, aad);
  plaintext.fill(0);
  return becomes;
}

function opens(keyring: Keyring, sealed: Uint8Array, aad: string): boolean {
  const plaintext = opened(keyring, sealed, aad);
  plaintext?.fill(0);
  return plaintext !== null;
}

/** `null` when no key of the ring opens it. */
export function opened(keyring: Keyring, sealed: Uint8Array, aad: string): Buffer | null {
  try {
    return open(keyring, sealed, aad);
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}
