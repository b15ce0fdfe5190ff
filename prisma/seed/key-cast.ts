import type { OrgSlug } from "./cast";

export type ProductSlug = "map-display" | "search" | "time-zone";

/** One seeded key. Days count from now: negative is past. */
export type SeededKey = {
  org: OrgSlug;
  name: string;
  createdBy: string;
  createdDaysAgo: number;
  billingType: "paying" | "evaluation" | "free" | "freemium" | "pay_as_you_grow";
  products: readonly ProductSlug[];
  access?: "read";
  noQueryKey?: true;
  state?:
    | { is: "disabled"; by: "customer" | "staff"; reason: string; daysAgo: number }
    | { is: "expired"; daysAgo: number }
    | { is: "not_yet_valid"; inDays: number }
    /** The old secret works for `endsInHours` more. */
    | { is: "rotating"; endsInHours: number }
    /** Overlap from first use: the new secret has not been used yet. */
    | { is: "awaiting_first_use"; endsInHours: number }
    | { is: "rotated"; daysAgo: number }
    | { is: "deleted"; daysAgo: number };
  /** Calls per minute at the busiest hour, by product. Absent: never used. */
  calls?: Partial<Record<ProductSlug, number>>;
};

const ALL = ["map-display", "search", "time-zone"] as const;

/** A key in every state that exists. The first serves every product, is unrestricted and takes the query. */
export const KEYS: readonly SeededKey[] = [
  {
    org: "fernwood-logistics",
    name: "Fleet tracker",
    createdBy: "dana@fernwood.example",
    createdDaysAgo: 212,
    billingType: "paying",
    products: ALL,
    calls: { "map-display": 46, search: 9, "time-zone": 2 },
  },
  {
    org: "fernwood-logistics",
    name: "Depot kiosk",
    createdBy: "adam@fernwood.example",
    createdDaysAgo: 148,
    billingType: "paying",
    products: ["map-display"],
    state: { is: "rotated", daysAgo: 31 },
    calls: { "map-display": 18 },
  },
  {
    org: "fernwood-logistics",
    name: "Driver app",
    createdBy: "dana@fernwood.example",
    createdDaysAgo: 96,
    billingType: "paying",
    products: ["map-display", "search"],
    state: { is: "rotating", endsInHours: 36 },
    calls: { "map-display": 25, search: 4 },
  },
  {
    org: "fernwood-logistics",
    name: "Route planner staging",
    createdBy: "dana@fernwood.example",
    createdDaysAgo: 40,
    billingType: "evaluation",
    products: ["search", "time-zone"],
    calls: { search: 3, "time-zone": 1 },
  },
  {
    org: "fernwood-logistics",
    name: "Billing back end",
    createdBy: "adam@fernwood.example",
    createdDaysAgo: 75,
    billingType: "paying",
    products: ["search"],
    noQueryKey: true,
    calls: { search: 2 },
  },
  {
    org: "fernwood-logistics",
    name: "Read-only reports",
    createdBy: "olivia@fernwood.example",
    createdDaysAgo: 62,
    billingType: "free",
    products: ALL,
    access: "read",
    calls: { "time-zone": 1 },
  },
  {
    org: "fernwood-logistics",
    name: "Yard sensors",
    createdBy: "adam@fernwood.example",
    createdDaysAgo: 51,
    billingType: "paying",
    products: ["time-zone"],
    state: { is: "awaiting_first_use", endsInHours: 44 },
    calls: { "time-zone": 3 },
  },
  {
    org: "fernwood-logistics",
    name: "Old intranet map",
    createdBy: "olivia@fernwood.example",
    createdDaysAgo: 400,
    billingType: "paying",
    products: ["map-display"],
    state: { is: "disabled", by: "customer", reason: "Replaced by the depot kiosk.", daysAgo: 12 },
    calls: { "map-display": 2 },
  },
  {
    org: "fernwood-logistics",
    name: "Partner feed",
    createdBy: "adam@fernwood.example",
    createdDaysAgo: 180,
    billingType: "paying",
    products: ["search"],
    state: { is: "disabled", by: "staff", reason: "The key was found in a public repository.", daysAgo: 3 },
    calls: { search: 5 },
  },
  {
    org: "fernwood-logistics",
    name: "Trade fair stand",
    createdBy: "dana@fernwood.example",
    createdDaysAgo: 58,
    billingType: "evaluation",
    products: ["map-display", "search"],
    state: { is: "expired", daysAgo: 6 },
    calls: { "map-display": 6 },
  },
  {
    org: "fernwood-logistics",
    name: "Spring launch",
    createdBy: "dana@fernwood.example",
    createdDaysAgo: 5,
    billingType: "paying",
    products: ["map-display", "search"],
    state: { is: "not_yet_valid", inDays: 30 },
  },
  {
    org: "fernwood-logistics",
    name: "Prototype 3",
    createdBy: "dana@fernwood.example",
    createdDaysAgo: 33,
    billingType: "evaluation",
    products: ["search"],
    state: { is: "deleted", daysAgo: 9 },
  },
  {
    org: "kite-and-compass",
    name: "Hiking blog",
    createdBy: "kim@kite.example",
    createdDaysAgo: 120,
    billingType: "freemium",
    products: ALL,
    calls: { "map-display": 8, search: 1 },
  },
  {
    org: "kite-and-compass",
    name: "Weekend planner",
    createdBy: "adam@fernwood.example",
    createdDaysAgo: 44,
    billingType: "pay_as_you_grow",
    products: ["map-display", "search"],
    calls: { "map-display": 4, search: 2 },
  },
  {
    org: "kite-and-compass",
    name: "Classroom map",
    createdBy: "kim@kite.example",
    createdDaysAgo: 90,
    billingType: "freemium",
    products: ["map-display"],
    state: { is: "disabled", by: "customer", reason: "Term is over.", daysAgo: 20 },
  },
];
