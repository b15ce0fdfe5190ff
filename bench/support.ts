// Searches of the support desk over 100,000 keys of 2,000 customers, by each kind of input: time of the verb, audit row included,
// on a PostgreSQL of its own. Run: node --import tsx bench/support.ts [rounds]
import { createHash } from "node:crypto";
import { pool } from "@/lib/db/pool";
import type { StaffContext } from "@/lib/orgs/context";
import { lookupOf } from "@/lib/sealing/pepper";
import { BASE62_ALPHABET } from "@/lib/std/base62";
import { newId } from "@/lib/std/id";
import { lookUpKey } from "@/lib/support/key-report";
import type { SupportQuery } from "@/lib/support/schemas";
import { searchForSupport } from "@/lib/support/search";
import { withOwnDatabase } from "./load/own-database";
import { percentile, timed as timedRounds } from "./load/timed";

const ROUNDS = Number(process.argv[2] ?? 200);
const WARM_UP = 10;
const GOAL_MS = 100;
const KEYS = 100_000;
const ORGS = 2_000;
const STEP = 7_919;

/** As random as real ones, and the same in each run. */
const digits = (text: string) =>
  [...createHash("sha256").update(text).digest()].map((byte) => BASE62_ALPHABET.charAt(byte % 62)).join("");
const idOf = (prefix: string, n: number) => `${prefix}_${digits(`${prefix} ${n}`).slice(0, 22)}`;
const ends = (n: number) => ({
  head: digits(`head ${n}`).slice(0, 4),
  tail: digits(`tail ${n}`).slice(0, 4),
});
const orgOf = (n: number) => `org_${String(n).padStart(22, "0")}`;
const digestOf = (n: number) => createHash("sha256").update(`secret ${n}`).digest();

/** What a ticket says about key `n`, and whether exactly that key, or whatever else was meant, is found. */
const ASKED: Record<string, { query: (n: number) => SupportQuery; isOne: boolean }> = {
  "key ID": { query: (n) => ({ kind: "keys", keyIds: [idOf("key", n)] }), isOne: true },
  "secret, by its digest": {
    query: (n) => ({ kind: "secrets", digests: [digestOf(n).toString("hex")] }),
    isOne: true,
  },
  "first and last four": { query: (n) => ({ kind: "ends", ...ends(n) }), isOne: true },
  "last four": { query: (n) => ({ kind: "ends", head: "", tail: ends(n).tail }), isOne: false },
  "first four": { query: (n) => ({ kind: "ends", head: ends(n).head, tail: "" }), isOne: false },
  "four, either end": { query: (n) => ({ kind: "text", text: ends(n).head }), isOne: false },
  "beginning of a key ID": {
    query: (n) => ({ kind: "text", text: idOf("key", n).slice(0, 14) }),
    isOne: false,
  },
  "request ID": { query: (n) => ({ kind: "calls", requestIds: [idOf("req", n)] }), isOne: true },
  "organization ID": { query: (n) => ({ kind: "org", orgId: orgOf(n % ORGS) }), isOne: true },
  "organization's name": { query: (n) => ({ kind: "text", text: `customer ${n % ORGS} ` }), isOne: true },
  "e-mail": {
    query: (n) => ({ kind: "email", email: `person${n % (ORGS * 4)}@example.test` }),
    isOne: true,
  },
};

await withOwnDatabase(async () => {
  await fill();
  await measure();
});

async function fill(): Promise<void> {
  const client = await pool().connect();
  // Filling may take as long as it takes; only the verbs are measured.
  await client.query("SET statement_timeout = 0");
  const run = (sql: string, values: unknown[] = []) => client.query(sql, values);
  await run(`INSERT INTO org (id, slug, name, type, created_at)
    SELECT 'org_' || lpad(n::text, 22, '0'), 'customer-' || n, 'Customer ' || n || ' Works', 'enterprise', now()
    FROM generate_series(0, ${ORGS - 1}) n`);
  await run(`INSERT INTO user_account (id, email, name, created_at)
    SELECT 'usr_' || lpad(n::text, 22, '0'), 'person' || n || '@example.test', 'Person ' || n, now()
    FROM generate_series(0, ${ORGS * 4 - 1}) n`);
  await run(`INSERT INTO membership (org_id, user_id, role, created_at)
    SELECT 'org_' || lpad((n % ${ORGS})::text, 22, '0'), 'usr_' || lpad(n::text, 22, '0'), 'developer', now()
    FROM generate_series(0, ${ORGS * 4 - 1}) n`);
  await run(`INSERT INTO upstream (id, name, base_url) VALUES ('ups_1', 'bench', 'http://127.0.0.1:9')`);
  await run(
    `INSERT INTO product (id, slug, name, description, upstream_id) VALUES ('prd_1', 'map', 'Map API', '', 'ups_1')`,
  );
  await run(`INSERT INTO endpoint_class (id, product_id, slug, name, default_qps, paths)
    VALUES ('cls_1', 'prd_1', 'tiles', 'Tiles', 50, ARRAY['/tiles/{rest+}'])`);
  await run(
    `SELECT ensure_time_partitions('request_log', 'at', 1, (now() - interval '14 days')::date, (now() + interval '1 day')::date)`,
  );
  for (let from = 0; from < KEYS; from += 10_000) await fillKeys(run, from);
  await run("VACUUM ANALYZE");
  client.release(true);
}

async function fillKeys(
  run: (sql: string, values?: unknown[]) => Promise<unknown>,
  from: number,
): Promise<void> {
  const n = Array.from({ length: 10_000 }, (_, i) => from + i);
  const [keys, orgs] = [n.map((one) => idOf("key", one)), n.map((one) => orgOf(one % ORGS))];
  await run(
    `INSERT INTO key (id, org_id, name, billing_type, created_by_id, created_at, updated_at)
     SELECT id, org_id, 'Key ' || n, 'paying', 'usr_' || lpad((n % ${ORGS})::text, 22, '0'), now() - n * interval '1 minute', now()
     FROM unnest($1::int[], $2::text[], $3::text[]) AS k (n, id, org_id)`,
    [n, keys, orgs],
  );
  await run("INSERT INTO key_product (key_id, product_id) SELECT id, 'prd_1' FROM unnest($1::text[]) id", [
    keys,
  ]);
  await run(
    `INSERT INTO secret (id, key_id, org_id, status, lookup, pepper_version, sealed_digest, sealed_secret, head, tail, created_at)
     SELECT id, key_id, org_id, 'current', lookup, 1, '\\x00', repeat('s', 80)::bytea, head, tail, now()
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[])
       AS s (id, key_id, org_id, lookup, head, tail)`,
    [
      n.map((one) => idOf("sec", one)),
      keys,
      orgs,
      n.map((one) => Buffer.from(lookupOf(digestOf(one)).lookup)),
      n.map((one) => ends(one).head),
      n.map((one) => ends(one).tail),
    ],
  );
  await run(
    `INSERT INTO request_log (at, org_id, request_id, key_id, secret_id, token_id, product_id, class_id, method, endpoint,
       access, status, code, gate, saw, rule, observed, ip, country, agent, referrer, bytes_in, bytes_out, latency_us, weight)
     SELECT now() - n % 13 * interval '1 day' - interval '1 second', org_id, request_id, key_id, 'sec_1', '', 'prd_1', 'cls_1',
       'GET', '/tiles/{rest+}', 'read', 403, 'ip_not_allowed', 11, '192.0.2.1', 'allow 198.51.100.0/24', '{}', '192.0.2.1',
       'DE', 'curl', '', 0, 0, 100, 1
     FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) AS r (n, request_id, key_id, org_id)`,
    [n, n.map((one) => idOf("req", one)), keys, orgs],
  );
}

async function measure(): Promise<void> {
  const ctx: StaffContext = {
    requestId: newId("request"),
    ip: "127.0.0.1",
    userAgent: "bench",
    now: new Date(),
    actor: { type: "user", id: newId("user"), name: "Sam", email: "sam@example.test" },
    staffRole: "support",
  };
  const all: number[] = [];
  console.log(`Support desk over ${KEYS} keys.\nasked by                      p50 ms   p95 ms   max ms`);
  for (const [name, { query, isOne }] of Object.entries(ASKED)) {
    const times = await timed(async (n) => {
      const hits = await searchForSupport(ctx, { ticket: `SUP-${n}`, query: query(n) });
      const found = hits.keys.length + hits.calls.length + hits.orgs.length + hits.people.length;
      if (found === 0 || (isOne && found !== 1)) throw new Error(`${name} ${n} found ${found} things`);
      const isRight = hits.keys.length === 0 || hits.keys.some(({ keyId }) => keyId === idOf("key", n));
      if (!isRight) throw new Error(`${name} ${n} found another key`);
    });
    all.push(...times);
    row(name, times);
  }
  row("all of these", all);
  row(
    "beside it: the key's page",
    await timed(async (n) => {
      await lookUpKey(ctx, { keyId: idOf("key", n), ticket: `SUP-${n}-page` });
    }),
  );
  const isMet = percentile(all, 95) <= GOAL_MS;
  console.log(`goal of ${GOAL_MS} ms at p95 ${isMet ? "met" : "MISSED"}`);
  if (!isMet) process.exitCode = 1;
}

function timed(work: (n: number) => Promise<void>) {
  return timedRounds((round) => work((round * STEP) % KEYS), { rounds: ROUNDS, warmUp: WARM_UP });
}

function row(name: string, times: readonly number[]): void {
  const figures = [50, 95, 100].map((share) => percentile(times, share).toFixed(1).padStart(8));
  console.log(`${name.padEnd(28)}${figures.join(" ")}`);
}
