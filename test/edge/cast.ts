import { WEEKDAYS } from "@/lib/edge/restrictions/restrictions";
import type { KeyState } from "../factories";

type ProductFacts = {
  readonly root: string;
  readonly qps?: number;
  readonly bodyLimitBytes?: number;
  readonly allowWebsocket?: true;
  readonly refusalStyle?: "tomtom";
  readonly answerHeaders?: readonly string[];
  /** `impatient`: short time-outs. `dead`: nobody listens. Default: the recording upstream. */
  readonly upstream?: "impatient" | "dead";
  /** Roots below the product's own that form a class of their own. */
  readonly classRoot?: string;
};

/** Products of the suite by slug. Rates are out of reach unless a row is about them. */
const PRODUCTS = {
  echo: { root: "/t" },
  other: { root: "/other" },
  classes: { root: "/classes", classRoot: "/classes/heavy" },
  small: { root: "/small", bodyLimitBytes: 1_000 },
  large: { root: "/large", bodyLimitBytes: 60_000_000 },
  socket: { root: "/socket", allowWebsocket: true },
  slow: { root: "/slow", qps: 1 },
  burst: { root: "/burst", qps: 3 },
  classic: { root: "/classic", refusalStyle: "tomtom", qps: 1 },
  extras: { root: "/extras", answerHeaders: ["x-tile-age", "set-cookie"] },
  impatient: { root: "/impatient", upstream: "impatient" },
  dead: { root: "/dead", upstream: "dead" },
} as const satisfies Record<string, ProductFacts>;

export type ProductName = keyof typeof PRODUCTS;
export const productFacts: Readonly<Record<string, ProductFacts>> = PRODUCTS;

export type LimitFacts = {
  readonly kind: "qps" | "qps_address" | "concurrency" | "hour" | "day" | "month";
  readonly unit?: "requests" | "transactions" | "bytes";
  readonly value: number;
  readonly source?: "customer";
};

/** Limits over all keys of the organization `capped`. */
export const ORG_LIMITS: readonly LimitFacts[] = [{ kind: "qps", value: 1 }];

/** Never now: a day three days from the one the suite runs on, UTC. */
const FAR_DAY = WEEKDAYS[(new Date().getUTCDay() + 2) % 7] ?? "mon";
const WEEK = { days: WEEKDAYS, from: "00:00", to: "24:00" };

type KeyFacts = {
  readonly state?: KeyState | "retiring" | "ended";
  readonly org?: "open" | "suspended" | "headers-only" | "capped";
  readonly access?: "read";
  readonly allowQueryKey?: false;
  /** Default: every product but `other`. */
  readonly products?: readonly ProductName[];
  /** Only the default class of the product `classes`. */
  readonly isClassLimited?: true;
  readonly restrictions?: object;
  readonly limits?: readonly LimitFacts[];
};

/** Keys of the suite by name. Those of `slow…` serve one row each, so that no row spends another's rate. */
const CAST = {
  active: {},
  reader: { access: "read" },
  "header-only": { allowQueryKey: false },
  "of-strict-org": { org: "headers-only" },
  "of-suspended-org": { org: "suspended" },
  disabled: { state: "disabled" },
  "disabled-by-staff": { state: "disabled_by_staff" },
  "not-yet-valid": { state: "not_yet_valid" },
  expired: { state: "expired" },
  deleted: { state: "deleted" },
  retired: { state: "retired" },
  /** Named twice: `retiring` is the old secret, `retiring.next` the new one. */
  retiring: { state: "retiring" },
  /** Its old secret has ended by the clock, though no job has said so yet. */
  ended: { state: "ended" },
  "no-products": { products: [] },
  "class-limited": { isClassLimited: true },
  "by-domain": {
    restrictions: { domain: { mode: "enforce", allow: ["app.example", "*.maps.example", "localhost:3000"] } },
  },
  "by-domain-or-none": {
    restrictions: { domain: { mode: "enforce", allow: ["app.example"], allowMissing: true } },
  },
  "by-address": {
    restrictions: { ip: { mode: "enforce", allow: ["127.0.0.0/24", "2001:db8::/32"], deny: ["127.0.0.9"] } },
  },
  "by-agent": {
    restrictions: { userAgent: { mode: "enforce", allow: ["MapsApp/*", "*Firefox*"], deny: ["*Evil*"] } },
  },
  "no-bots": { restrictions: { userAgent: { mode: "enforce", denyKnownBots: true } } },
  "by-country": { restrictions: { country: { mode: "enforce", allow: ["US"] } } },
  "not-by-country": { restrictions: { country: { mode: "enforce", deny: ["US"] } } },
  "by-hours": { restrictions: { hours: { mode: "enforce", zone: "UTC", windows: [WEEK] } } },
  "out-of-hours": {
    restrictions: {
      hours: { mode: "enforce", zone: "UTC", windows: [{ days: [FAR_DAY], from: "12:00", to: "13:00" }] },
    },
  },
  /** Breaks every rule it has, and all of them only observe. */
  watched: {
    restrictions: {
      domain: { mode: "observe", allow: ["app.example"] },
      ip: { mode: "observe", deny: ["127.0.0.0/8"] },
      userAgent: { mode: "observe", allow: ["MapsApp/*"] },
      country: { mode: "observe", allow: ["US"] },
      hours: {
        mode: "observe",
        zone: "UTC",
        windows: [{ days: [FAR_DAY], from: "12:00", to: "13:00" }],
      },
    },
  },
  "half-watched": {
    restrictions: {
      domain: { mode: "observe", allow: ["app.example"] },
      userAgent: { mode: "enforce", allow: ["MapsApp/*"] },
    },
  },
  /** Its rules are off, however strict. */
  unwatched: {
    restrictions: {
      domain: { mode: "off", allow: ["app.example"] },
      ip: { mode: "off", deny: ["127.0.0.0/8"] },
    },
  },
  capped1: { org: "capped" },
  capped2: { org: "capped" },
  "of-address": { limits: [{ kind: "qps_address", value: 1 }] },
  lowered: { limits: [{ kind: "qps", value: 1, source: "customer" }] },
  granted: { limits: [{ kind: "qps", value: 3 }] },
  "one-at-a-time": { limits: [{ kind: "concurrency", value: 1 }] },
  hourly: { limits: [{ kind: "hour", value: 2 }] },
  daily: { limits: [{ kind: "day", unit: "bytes", value: 3 }] },
  monthly: { limits: [{ kind: "month", unit: "transactions", value: 1 }] },
  replayed: { access: "read", limits: [{ kind: "month", value: 1000 }] },
  refunded: { limits: [{ kind: "hour", value: 1 }] },
  slow1: {},
  slow2: {},
  slow3: {},
  slow4: {},
  slow5: {},
  slow6: {},
  slow7: {},
  slow8: {},
  slow9: {},
} as const satisfies Record<string, KeyFacts>;

/** `stranger`: a well-formed secret of no key. */
export type KeyName = keyof typeof CAST | "stranger";
export const keyFacts: Readonly<Record<string, KeyFacts>> = CAST;
