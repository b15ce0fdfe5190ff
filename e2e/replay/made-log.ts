import { Random } from "../oracles/random";

/** Product whose upstream answers what the path asks for, another one of it, and one whose upstream is not there. */
export const PRODUCTS = ["alpha", "beta", "gone"] as const;
export type ProductName = (typeof PRODUCTS)[number];

/** Keys by what becomes of their calls. The ordinary ones stand first, the busiest at the front. */
export const ORDINARY_KEYS = 36;
export const SPECIAL_KEYS = [
  "limited",
  "reader",
  "narrow",
  "disabled",
  "expired",
  "office",
  "site",
  "retired",
] as const;
export type SpecialKey = (typeof SPECIAL_KEYS)[number];

/** How many calls a second the limited key may make. */
export const LIMITED_QPS = 3;
/** Where the key of the office may be called from, and the host of the one site that may use the site's. */
export const OFFICE = "130.89.0.0/16";
export const SITE = "app.example.com";

/** One call to be made, and what has to become of it. */
export type MadeCall = {
  readonly id: string;
  /** Which stretch of the log it belongs to. */
  readonly slot: number;
  /** When it is made in a replay that keeps to the log's pace, milliseconds after its stretch began. */
  readonly afterMs: number;
  readonly method: "GET" | "POST";
  readonly product: ProductName | null;
  /** Before `id`, which ends each path. */
  readonly path: string;
  readonly credential: "key" | "unknown" | "unsound" | "none" | "two";
  readonly key: number | SpecialKey | null;
  readonly address: string;
  readonly country: string;
  readonly agent: readonly [sent: string, family: string];
  readonly origin: string | null;
  readonly bodyBytes: number;
  /** How long the upstream takes, and how much it answers. */
  readonly holdMs: number;
  readonly answerBytes: number;
  readonly status: number;
  /** Refusal code, `""` when it is forwarded and answered. */
  readonly code: string;
};

/** Networks, each of one country as a whole for decades, and one of nobody's. */
const NETWORKS = [
  ["8.8", "US"],
  ["17.5", "US"],
  ["130.89", "NL"],
  ["131.220", "DE"],
  ["133.11", "JP"],
  ["129.132", "CH"],
  ["193.190", "BE"],
  ["147.83", "ES"],
  ["131.111", "GB"],
  ["143.107", "BR"],
  ["130.237", "SE"],
  ["129.240", "NO"],
  ["115.145", "KR"],
  ["193.205", "IT"],
  ["14.139", "IN"],
  ["2001:610:1:", "NL"],
  ["2001:718:1:", "CZ"],
  ["10.20", ""],
] as const;
const ADDRESSES = 240;

const AGENTS = [
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36", "Chrome"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox"],
  ["okhttp/4.12.0", "OkHttp"],
  ["python-requests/2.32.3", "Python requests"],
  ["FleetApp/3.1 (Android 15)", "FleetApp"],
  ["curl/8.11.0", "curl"],
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot"],
] as const;

/** What an upstream answers, of a hundred. */
const UPSTREAM_STATUSES = [
  ...Array<number>(88).fill(200),
  ...[204, 304, 304, 400, 404, 404, 404, 404, 422, 429, 500, 503],
] as const;

/** Of a thousand calls, those that something is wrong with. */
const WRONG = [
  ["key_missing", 21],
  ["key_unsound", 12],
  ["key_unknown", 6],
  ["two_keys", 3],
  ["no_such_product", 10],
  ["malformed", 8],
  ["disabled", 12],
  ["expired", 10],
  ["retired", 6],
  ["narrow", 12],
  ["reader", 8],
  ["office", 14],
  ["site", 14],
  ["limited", 30],
  ["gone", 6],
] as const satisfies readonly (readonly [string, number])[];
type Wrong = (typeof WRONG)[number][0];

/** A stretch of the log stands for an hour and a half. */
export const SLOT_MS = 5_400_000;
/** Over all, when it is kept to. */
const CALLS_PER_SECOND = 250;

/**
 * A log shaped as real ones are: few keys, addresses and programs make most of the calls, days have a busy and a quiet half,
 * answers are mostly quick with a long tail, and of a hundred calls some twenty do not end well, each in one of many ways.
 * The same for the same seed.
 */
export function makeLog(calls: number, slots: number, seed: number): readonly MadeCall[] {
  const random = new Random(seed);
  const places = Array.from({ length: ADDRESSES }, (_, at) => placeOf(random, at));
  const shares = Array.from(
    { length: slots },
    (_, slot) => 1.3 + Math.sin((slot * SLOT_MS * Math.PI) / 43_200_000),
  );
  const all = shares.reduce((sum, share) => sum + share, 0);
  const log: MadeCall[] = [];
  let due = 0;
  for (const [slot, share] of shares.entries()) {
    due += (share / all) * calls;
    let afterMs = 0;
    while (log.length < Math.round(due)) {
      afterMs += (-Math.log(1 - random.below(1_000_000) / 1_000_000) * 1000) / CALLS_PER_SECOND;
      log.push(makeCall(random, places, { id: `c${log.length}`, slot, afterMs }));
    }
  }
  return log;
}

type Place = readonly [address: string, country: string];

function placeOf(random: Random, at: number): Place {
  const [network, country] = NETWORKS[at % NETWORKS.length] ?? NETWORKS[0];
  const [c, d] = [random.below(256), 1 + random.below(250)];
  return [
    network.includes(":") ? `${network}:${d.toString(16)}` : `${network}.${c === 0 ? 1 : c}.${d}`,
    country,
  ];
}

/** The first of a list most often, the one at place n an n-th as often. */
function pickHeavy(random: Random, length: number): number {
  return Math.min(length - 1, Math.floor(length ** (random.below(1_000_000) / 1_000_000)) - 1);
}

function makeCall(
  random: Random,
  places: readonly Place[],
  of: Pick<MadeCall, "id" | "slot" | "afterMs">,
): MadeCall {
  const wrong = pickWrong(random);
  const product = random.chance(70) ? "alpha" : "beta";
  const isPost = random.chance(10);
  const [address, country] = places[pickHeavy(random, places.length)] ?? ["10.20.1.1", ""];
  const holdMs = Math.min(400, Math.round(2 * Math.exp(random.below(1000) / 230)));
  const status = random.pick(UPSTREAM_STATUSES);
  const plain: MadeCall = {
    ...of,
    method: isPost ? "POST" : "GET",
    product,
    path: "",
    credential: "key",
    key: pickHeavy(random, ORDINARY_KEYS),
    address,
    country,
    agent: AGENTS[pickHeavy(random, AGENTS.length)] ?? AGENTS[0],
    origin: random.chance(20) ? `https://${random.pick(["shop", "maps", "fleet"])}.example.org` : null,
    bodyBytes: isPost ? 20 + random.below(2_000) : 0,
    holdMs,
    answerBytes: status === 204 || status === 304 ? 0 : 50 + random.below(3_000),
    status,
    code: "",
  };
  const call = wrong === null ? plain : { ...plain, ...wronged(wrong, random) };
  const { product: asked, status: wanted } = call;
  return {
    ...call,
    path: call.path || `/${asked}/${wanted}/${call.holdMs}/${call.answerBytes}/`,
  };
}

function pickWrong(random: Random): Wrong | null {
  let left = random.below(1000);
  for (const [wrong, share] of WRONG) {
    left -= share;
    if (left < 0) return wrong;
  }
  return null;
}

function wronged(wrong: Wrong, random: Random): Partial<MadeCall> {
  const get = { method: "GET", bodyBytes: 0 } as const;
  switch (wrong) {
    case "key_missing":
      return { ...get, credential: "none", key: null, status: 401, code: "key_missing" };
    case "key_unsound":
      return { ...get, credential: "unsound", key: null, status: 401, code: "key_invalid" };
    case "key_unknown":
      return { ...get, credential: "unknown", key: null, status: 401, code: "key_invalid" };
    case "two_keys":
      return { ...get, credential: "two", key: null, status: 400, code: "ambiguous_credentials" };
    case "no_such_product":
      return { ...get, key: null, product: null, path: "/nowhere/", status: 404, code: "no_such_product" };
    case "malformed":
      return {
        ...get,
        key: null,
        product: null,
        path: "/alpha/%zz/",
        status: 400,
        code: "malformed_request",
      };
    case "disabled":
      return { ...get, key: "disabled", status: 403, code: "key_disabled" };
    case "expired":
      return { ...get, key: "expired", status: 401, code: "key_expired" };
    case "retired":
      return { ...get, key: "retired", status: 401, code: "key_retired" };
    case "narrow":
      return random.chance(50)
        ? { key: "narrow", product: "alpha" }
        : { ...get, key: "narrow", product: "beta", status: 403, code: "product_not_allowed" };
    case "reader":
      return random.chance(50)
        ? { ...get, key: "reader" }
        : { key: "reader", method: "POST", bodyBytes: 30, status: 403, code: "access_not_allowed" };
    case "office":
      return random.chance(60)
        ? { key: "office", address: `130.89.${1 + random.below(9)}.${1 + random.below(9)}`, country: "NL" }
        : { ...get, key: "office", address: "8.8.4.4", country: "US", status: 403, code: "ip_not_allowed" };
    case "site":
      return random.chance(60)
        ? { key: "site", origin: `https://${SITE}` }
        : {
            ...get,
            key: "site",
            origin: "https://copy.example.net",
            status: 403,
            code: "domain_not_allowed",
          };
    case "limited":
      return { ...get, key: "limited", holdMs: 2, status: 200, answerBytes: 100 };
    case "gone":
      return { ...get, product: "gone", status: 502, code: "upstream_unreachable" };
  }
}
