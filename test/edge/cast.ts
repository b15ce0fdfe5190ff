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
export const PRODUCTS = {
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

type KeyFacts = {
  readonly state?: KeyState | "retiring" | "ended";
  readonly org?: "open" | "suspended" | "headers-only";
  readonly access?: "read";
  readonly allowQueryKey?: false;
  /** Default: every product but `other`. */
  readonly products?: readonly ProductName[];
  /** Only the default class of the product `classes`. */
  readonly isClassLimited?: true;
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
