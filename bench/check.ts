// The decision about one call, in process: latency at 10,000 and 1,000,000 keys, heap per key, limiter state apart.
// Run: node --expose-gc --import tsx bench/check.ts [rounds] [only this many keys, or "restrictions"]
// Last, what it costs to hold a key against every kind of restriction.
// Real parts throughout: CachedKeyStore, Router, limiter, SHA-256. The clock is virtual, so that no limit is hit by luck.
import { CachedKeyStore } from "@/lib/edge/adapters/cached-key-store";
import { nodeDigest } from "@/lib/edge/adapters/node-crypto";
import { checkCall } from "@/lib/edge/check";
import type { Call, EdgeDeps } from "@/lib/edge/decision";
import { RawHeaders } from "@/lib/edge/headers";
import type { CompiledRestriction, KeyEntry, ProductEntry } from "@/lib/edge/ports";
import { QpsLimiter } from "@/lib/edge/qps-limiter";
import { compileRestrictions } from "@/lib/edge/restrictions/compile";
import { WEEKDAYS } from "@/lib/edge/restrictions/restrictions";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf } from "@/lib/edge/testing/fixtures";
import { newId } from "@/lib/std/id";

const ROUNDS = Number(process.argv[2] ?? 7);
const ONLY = process.argv[3];
const CALLS_PER_ROUND = 200_000;
const BATCH = 100;
const WARM_UP_CALLS = 300_000;
const SAMPLED_SECRETS = 100_000;
const KEYS_PER_ORG = 100;
const NOW = Date.UTC(2026, 10, 22, 12);

const products: ProductEntry[] = [
  productOf("map", [
    { slug: "tile", defaultQps: 1000, paths: ["/map/1/tile/basic/main/{z}/{x}/{y}.png"] },
    { slug: "copyrights", defaultQps: 10, paths: ["/map/1/copyrights.json"] },
  ]),
  productOf("search", [{ slug: "geocode", defaultQps: 5, paths: ["/search/2/geocode/{query}.json"] }]),
  productOf("timezone", [{ slug: "by-position", defaultQps: 5, paths: ["/timezone/1/byPosition.json"] }]),
];

function productOf(
  slug: string,
  classes: { slug: string; defaultQps: number; paths: string[] }[],
): ProductEntry {
  return {
    id: newId("product"),
    slug,
    name: slug,
    refusalStyle: "problem",
    bodyLimitBytes: 10_000_000,
    allowWebsocket: false,
    upstream: {
      id: newId("upstream"),
      baseUrl: "http://127.0.0.1:9000",
      connectTimeoutMs: 1000,
      headersTimeoutMs: 1000,
      idleTimeoutMs: 1000,
      totalTimeoutMs: 1000,
      signingKey: { kid: newId("upstreamSecret"), secret: new Uint8Array(32) },
    },
    classes: classes.map((each) => ({ id: newId("endpointClass"), ...each })),
  };
}

type Filled = { deps: EdgeDeps; known: Map<string, number>; secrets: string[]; heapPerKey: number };

/** Fills the real cache with `count` keys and measures what they hold. Sampled secrets live outside that. */
async function fill(count: number, restrictions = (): CompiledRestriction[] => []): Promise<Filled> {
  const secrets: string[] = [];
  const every = Math.max(1, Math.floor(count / SAMPLED_SECRETS));
  const productIds = products.map((product) => product.id);
  let entry: KeyEntry | null = null;
  const keys = new CachedKeyStore({ fetch: () => Promise.resolve({ entry, sees: () => true }) });
  for (let at = 0; at < count; at += 1) if (at % every === 0) secrets.push(generateSecret());
  const before = memoryUsed();
  let orgId = "";
  for (let at = 0; at < count; at += 1) {
    if (at % KEYS_PER_ORG === 0) orgId = newId("org");
    entry = { ...entryOf(orgId, productIds), restrictions: restrictions() };
    const secret = at % every === 0 ? (secrets[at / every] ?? "") : generateSecret();
    await keys.load(nodeDigest(secret), NOW);
  }
  const heapPerKey = (memoryUsed() - before) / count;
  const deps: EdgeDeps = { ...depsOf(keys, products), digest: nodeDigest, country: () => "NL" };
  const known = new Map(secrets.map((secret, at) => [nodeDigest(secret), at]));
  return { deps, known, secrets, heapPerKey };
}

/** As a database driver gives it: every string its own. */
function entryOf(orgId: string, productIds: readonly string[]): KeyEntry {
  return {
    keyId: fresh(newId("key")),
    orgId: fresh(orgId),
    secretId: fresh(newId("secret")),
    secretStatus: "current",
    isInRotation: false,
    retiresAt: null,
    rotatedAt: null,
    disabledAt: null,
    validFrom: null,
    expiresAt: null,
    access: "read",
    allowQueryKey: true,
    productIds: [...productIds],
    classIds: null,
    restrictions: [],
    limits: [],
    billingType: "paying",
    org: { orgId: fresh(orgId), suspendedAt: null, limits: [], staleIfErrorSeconds: 900 },
  };
}

const REST = [
  ["Host", "api.example.com"],
  ["User-Agent", "bench/1.0"],
  ["Accept", "image/png,image/*;q=0.8"],
  ["Accept-Encoding", "gzip, deflate, br"],
  ["Referer", "https://www.example.com/"],
].flat();

/** As a host makes it: strings of its own, as they come off a socket. Every other call carries the key in the query. */
function callOf(secret: string, at: number): Call {
  const path = `/map/1/tile/basic/main/7/${at % 128}/${(at >> 7) % 128}.png?view=Unified`;
  const inQuery = at % 2 === 0;
  return {
    method: "GET",
    target: fresh(inQuery ? `${path}&key=${secret}` : path),
    headers: new RawHeaders(inQuery ? REST : [...REST, "X-API-Key", fresh(secret)]),
    ip: "192.0.2.1",
    isSecure: true,
    contentLength: null,
    arrivedAt: at / 50,
  };
}

const scratch = Buffer.alloc(1024);

/** Goes over one buffer, as a parser does: what the bench itself throws away would push the keys out of the caches. */
function fresh(text: string): string {
  return scratch.latin1Slice(0, scratch.latin1Write(text, 0));
}

type Round = { p50: number; p99: number };

/** Calls are made in small batches, so that they are as warm in the caches as a request just parsed. */
function measure({ secrets }: Filled, from: number, decide: (call: Call, secret: string) => boolean): Round {
  const nanoseconds = new Float64Array(CALLS_PER_ROUND);
  const batch: { call: Call; secret: string }[] = [];
  for (let at = 0; at < CALLS_PER_ROUND; at += 1) {
    if (at % BATCH === 0) {
      for (let ahead = 0; ahead < BATCH; ahead += 1) {
        const secret = fresh(secrets[Math.floor(Math.random() * secrets.length)] ?? "");
        batch[ahead] = { call: callOf(secret, from + at + ahead), secret };
      }
    }
    const next = batch[at % BATCH];
    if (next === undefined) continue;
    const started = process.hrtime.bigint();
    const isAdmitted = decide(next.call, next.secret);
    nanoseconds[at] = Number(process.hrtime.bigint() - started);
    if (!isAdmitted) throw new Error("Every call is admitted.");
  }
  nanoseconds.sort();
  return {
    p50: nanoseconds[CALLS_PER_ROUND / 2] ?? 0,
    p99: nanoseconds[Math.floor(CALLS_PER_ROUND * 0.99)] ?? 0,
  };
}

/** What reading the clock costs, which every figure contains. */
function clockCost(): number {
  const costs = new Float64Array(100_000);
  for (let at = 0; at < costs.length; at += 1) {
    const started = process.hrtime.bigint();
    costs[at] = Number(process.hrtime.bigint() - started);
  }
  return costs.sort()[costs.length / 2] ?? 0;
}

/** Typed arrays lie beside the heap and count. */
function memoryUsed(): number {
  if (globalThis.gc === undefined) throw new Error("Run with --expose-gc.");
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function bestOf(rounds: readonly Round[]): Round {
  return rounds.reduce((left, right) => (right.p99 < left.p99 ? right : left));
}

/** One of each kind, enforced; the calls pass all of them. */
function everyRestriction(): CompiledRestriction[] {
  return compileRestrictions({
    domain: { mode: "enforce", allow: ["*.example.com", "localhost"], allowMissing: true },
    ip: { mode: "enforce", allow: ["192.0.2.0/24", "2001:db8::/32"], deny: ["198.51.100.0/24"] },
    userAgent: { mode: "enforce", allow: ["bench/*"], deny: ["*scraper*"], denyKnownBots: true },
    country: { mode: "enforce", allow: ["NL", "DE"], deny: [] },
    hours: {
      mode: "enforce",
      zone: "Europe/Amsterdam",
      windows: [{ days: WEEKDAYS, from: "00:00", to: "24:00" }],
    },
  });
}

const TARGETS = { 10000: { p50: 1000, p99: 2000 }, 1000000: { p50: 3000, p99: 6000 } } as const;
const HEAP_TARGET = 400;

function checkerOf({ deps }: Filled): (call: Call) => boolean {
  return (call) => {
    const verdict = checkCall(call, deps, NOW + 1000);
    return !(verdict instanceof Promise) && verdict.kind === "admitted";
  };
}

// First of all: what the caches below leave behind is given back at any time, and would be taken off.
const limiterBytes = bytesOfLimiter();

function bytesOfLimiter(): number {
  const limiter = new QpsLimiter();
  const ids = Array.from({ length: 200_000 }, () => fresh(newId("key")));
  const before = memoryUsed();
  for (const keyId of ids) limiter.windowOf("cls", 5, { keyId }, 0).take(0);
  return (memoryUsed() - before) / limiter.size;
}

let missed = 0;
function judge(name: string, value: number, target: number, unit: string): void {
  const isMet = value <= target;
  if (!isMet) missed += 1;
  console.log(
    `  ${name.padEnd(14)} ${value.toFixed(0).padStart(6)} ${unit}   target ≤ ${target}   ${isMet ? "met" : "MISSED"}`,
  );
}

console.log(
  `check: node ${process.version}, ${ROUNDS} rounds of ${CALLS_PER_ROUND} calls, best round; reading the clock costs ${clockCost()} ns of each figure`,
);
for (const count of [10_000, 1_000_000] as const) {
  if (ONLY !== undefined && Number(ONLY) !== count) continue;
  const filled = await fill(count);
  const check = checkerOf(filled);
  const floor = (_: Call, secret: string) => filled.known.get(nodeDigest(secret)) !== undefined;
  let at = 0;
  for (; at < WARM_UP_CALLS; at += CALLS_PER_ROUND) measure(filled, at, check);
  const rounds: Round[] = [];
  const floors: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1, at += CALLS_PER_ROUND) {
    floors.push(measure(filled, at, floor));
    rounds.push(measure(filled, at, check));
  }
  const best = bestOf(rounds);
  const ruler = bestOf(floors);
  console.log(`${count} keys`);
  judge("p50", best.p50, TARGETS[count].p50, "ns");
  judge("p99", best.p99, TARGETS[count].p99, "ns");
  console.log(
    `  ruler          ${ruler.p50}/${ruler.p99} ns for SHA-256 and one Map look-up alone, measured in turns`,
  );
  console.log(`  all rounds     ${rounds.map((round) => `${round.p50}/${round.p99}`).join(" ")}`);
  if (count === 1_000_000) judge("heap per key", filled.heapPerKey, HEAP_TARGET, "B ");
}

/** With every key restricted by rules of its own: few keys stay in the processor's caches, many are fetched from memory. */
async function restricted(count: number): Promise<void> {
  const kinds = [await fill(count), await fill(count, everyRestriction)] as const;
  const rounds: [Round[], Round[]] = [[], []];
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    for (const [index, filled] of kinds.entries()) {
      const figure = measure(filled, round * CALLS_PER_ROUND, checkerOf(filled));
      if (round >= 2) rounds[index]?.push(figure);
    }
  }
  const [none, all] = [bestOf(rounds[0]), bestOf(rounds[1])];
  console.log(
    `restrictions     ${count} keys: none ${none.p50}/${none.p99} ns, all five kinds ${all.p50}/${all.p99} ns, in turns`,
  );
}

if (ONLY === undefined || ONLY === "restrictions") {
  for (const count of [100, 10_000]) await restricted(count);
}

console.log(
  `limiter state    ${limiterBytes.toFixed(0)} B per key that called in the last two minutes (5 QPS), made at first use`,
);
process.exitCode = missed === 0 ? 0 : 1;
