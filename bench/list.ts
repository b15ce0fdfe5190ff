// The keys list of an organization of 10,000 keys, searched, filtered, sorted and paged: time of the verbs, on a PostgreSQL
// of its own with another 40,000 keys of others and a day of counted calls.
// Run: node --import tsx bench/list.ts [rounds]
import type { z } from "zod";
import { pool } from "@/lib/db/pool";
import { listKeys } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { trafficOfKeys } from "@/lib/keys/list-traffic";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { withOwnDatabase } from "./load/own-database";
import { percentile, timed as timedRounds } from "./load/timed";

const ROUNDS = Number(process.argv[2] ?? 60);
const WARM_UP = 5;
const GOAL_MS = 50;
const NOW = new Date();
const ORG = "org_bench";

type Given = z.input<typeof ListKeysInput>;

/** What a person does at the list; `{n}` is another number each time. */
const PAGES: Record<string, (n: number) => Given> = {
  "first page": () => ({}),
  "search a name": (n) => ({ q: `key ${n}` }),
  "search a name, rare": (n) => ({ q: `key ${n}1 of` }),
  "search nothing": (n) => ({ q: `zzz${n}` }),
  "search a key ID": (n) => ({ q: `key_${String(n).padStart(20, "0")}` }),
  "search four characters": (n) => ({ q: String(1000 + n) }),
  "search ends of a secret": (n) => ({ q: `kw_${1000 + n}…` }),
  "search a tag": (n) => ({ q: `team-${n % 50}` }),
  "search a product": () => ({ q: "routing" }),
  "search a creator": (n) => ({ q: `person ${n % 40}` }),
  "status disabled": () => ({ status: ["disabled"] }),
  "one product": () => ({ productIds: ["prd_1"] }),
  "unused for 30 days": () => ({ unusedDays: 30 }),
  unrestricted: () => ({ traits: ["unrestricted"] }),
  "expiring in 30 days": () => ({ expiringDays: 30 }),
  rotating: () => ({ traits: ["rotating"] }),
  "by name": () => ({ sort: "name", direction: "asc" }),
  "by requests": () => ({ sort: "requests" }),
  "by last use": () => ({ sort: "last_used" }),
  "by expiry": () => ({ sort: "expires", direction: "asc" }),
  "search and filter, by name": (n) => ({
    q: `key ${n}`,
    status: ["active"],
    productIds: ["prd_2"],
    sort: "name",
  }),
};

await withOwnDatabase(async () => {
  await fill();
  await measure();
});

async function fill(): Promise<void> {
  const client = await pool().connect();
  // Filling may take as long as it takes; only the verbs are measured.
  await client.query("SET statement_timeout = 0");
  const run = (sql: string) => client.query(sql);
  await run(`INSERT INTO org (id, slug, name, type, created_at)
    SELECT 'org_' || name, name, name, 'enterprise', now() FROM unnest(ARRAY['bench', 'other']) AS name`);
  await run(`INSERT INTO user_account (id, email, name, created_at)
    SELECT 'usr_' || n, 'person' || n || '@example.test', 'Person ' || n, now() FROM generate_series(0, 999) n`);
  await run(`INSERT INTO membership (org_id, user_id, role, created_at)
    SELECT 'org_bench', 'usr_' || n, 'developer', now() FROM generate_series(0, 39) n`);
  await run(`INSERT INTO upstream (id, name, base_url) VALUES ('ups_1', 'bench', 'http://127.0.0.1:9')`);
  await run(`INSERT INTO product (id, slug, name, description, upstream_id, position)
    SELECT 'prd_' || n, slug, initcap(slug) || ' API', '', 'ups_1', n
    FROM unnest(ARRAY['map', 'search', 'routing', 'traffic', 'geocoding']) WITH ORDINALITY AS p (slug, n)`);
  await run(`INSERT INTO key (id, org_id, name, billing_type, created_by_id, created_at, updated_at, tags, restrictions,
      disabled_at, disabled_by, expires_at, last_rotated_at)
    SELECT 'key_' || lpad(n::text, 22, '0'), CASE WHEN n < 10000 THEN 'org_bench' ELSE 'org_other' END,
      'Key ' || n || ' of ' || (ARRAY['fleet', 'website', 'depot', 'mobile'])[n % 4 + 1], 'paying', 'usr_' || n % 40,
      now() - n * interval '10 minutes', now(),
      CASE WHEN n % 3 = 0 THEN ARRAY['team-' || n % 50, 'production'] ELSE '{}' END,
      CASE WHEN n % 2 = 0 THEN '{"domain": {"mode": "enforce", "allow": ["a.example.com", "b.example.com"]}}' ELSE '{}' END::jsonb,
      CASE WHEN n % 20 = 0 THEN now() END, CASE WHEN n % 20 = 0 THEN 'customer' END::disabled_by,
      CASE WHEN n % 10 = 0 THEN now() + n % 400 * interval '1 day' + interval '1 hour' END,
      CASE WHEN n % 5 = 0 THEN now() - n % 300 * interval '1 day' END
    FROM generate_series(0, 49999) n`);
  await run(`INSERT INTO secret (id, key_id, org_id, status, lookup, pepper_version, sealed_digest, sealed_secret, head, tail, created_at)
    SELECT 'sec_' || lpad(n::text, 22, '0'), k.id, k.org_id, 'current', sha256(int4send(n)), 1, '\\x00', repeat('s', 80)::bytea,
      lpad((n % 10000)::text, 4, 'a'), lpad((n * 7 % 10000)::text, 4, 'b'), now()
    FROM generate_series(0, 49999) n JOIN key k ON k.id = 'key_' || lpad(n::text, 22, '0')`);
  await run(`INSERT INTO key_product (key_id, product_id)
    SELECT k.id, 'prd_' || p FROM key k CROSS JOIN generate_series(1, 5) p WHERE (right(k.id, 4)::int + p) % 3 = 0`);
  await run(`INSERT INTO secret_last_used (secret_id, key_id, org_id, first_at, at, ip)
    SELECT s.id, s.key_id, s.org_id, now() - interval '100 days', now() - (right(s.id, 4)::int % 90) * interval '1 day', '192.0.2.1'
    FROM secret s WHERE right(s.id, 4)::int % 4 <> 0`);
  // Every minute of a day, two endpoint classes and two outcomes, for the newest hundred keys.
  await run(
    `SELECT ensure_time_partitions('usage_minute', 'minute', 7, (now() - interval '2 days')::date, (now() + interval '1 day')::date)`,
  );
  await run(`INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
    SELECT date_trunc('minute', now()) - m * interval '1 minute', 'org_bench', 'key_' || lpad(n::text, 22, '0'),
      'sec_' || lpad(n::text, 22, '0'), 'prd_1', 'cls_' || c, CASE o WHEN 0 THEN 200 ELSE 429 END,
      CASE o WHEN 0 THEN '' ELSE 'qps_exceeded' END, 60, 1000, 100000
    FROM generate_series(0, 99) n, generate_series(0, 1439) m, generate_series(1, 2) c, generate_series(0, 1) o`);
  await run("VACUUM ANALYZE");
  client.release(true);
}

async function measure(): Promise<void> {
  const ctx: OrgContext = {
    requestId: newId("request"),
    ip: "127.0.0.1",
    userAgent: "bench",
    now: NOW,
    actor: { type: "user", id: "usr_1", name: "Person 1", email: "person1@example.test" },
    role: "owner",
    org: { id: ORG, slug: "bench", name: "Bench", type: "enterprise" },
  };
  const all: number[] = [];
  console.log("what                          p50 ms   p95 ms   keys found");
  for (const [name, given] of Object.entries(PAGES)) {
    let found = 0;
    const times = await timed(async (n) => {
      const { total } = await listKeys(ctx, ListKeysInput.parse({ limit: 25, ...given(n) }));
      found = total;
    });
    all.push(...times);
    row(name, times, String(found));
  }
  const deep = await deepPage(ctx);
  const times = await timed(async () => void (await listKeys(ctx, deep)));
  all.push(...times);
  row("page 200, by name", times, "");
  row(
    "all of these",
    all,
    percentile(all, 95) <= GOAL_MS ? `goal of ${GOAL_MS} ms met` : `goal of ${GOAL_MS} ms MISSED`,
  );
  const ids = (await listKeys(ctx, ListKeysInput.parse({ limit: 25 }))).keys.map(({ id }) => id);
  row("beside it: traffic of 25 keys", await timed(async () => void (await trafficOfKeys(ctx, ids))), "");
  if (percentile(all, 95) > GOAL_MS) process.exitCode = 1;
}

async function deepPage(ctx: OrgContext): Promise<ListKeysInput> {
  let input = ListKeysInput.parse({ limit: 50, sort: "name", direction: "asc" });
  for (let page = 1; page < 100; page += 1)
    input = { ...input, cursor: (await listKeys(ctx, input)).nextCursor };
  return input;
}

function timed(work: (n: number) => Promise<void>) {
  return timedRounds(work, { rounds: ROUNDS, warmUp: WARM_UP });
}

function row(name: string, times: readonly number[], note: string): void {
  const [p50, p95] = [50, 95].map((share) => percentile(times, share).toFixed(1).padStart(8));
  console.log(`${name.padEnd(28)}${p50} ${p95}   ${note}`);
}
