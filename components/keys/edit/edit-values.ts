import type { z } from "zod";
import type { Mode, Weekday } from "@/lib/edge/restrictions/restrictions";
import type { CreateKeyInput } from "@/lib/keys/create-schema";
import type { EditKeyInput } from "@/lib/keys/edit-schema";
import { noRestrictions } from "@/lib/keys/no-restrictions";
import type { Restrictions } from "@/lib/keys/restrictions-schema";
import type { KeyRules } from "@/lib/keys/rules";
import type { BillingType } from "@/lib/keys/schemas";
import { classQps, type LimitInForce } from "@/lib/limits/class-qps";
import { entriesOf } from "./entry-list";
import { OTHER_LIMITS, type OtherLimit, ownOf, type Quota, quotasOf } from "./limit-values";

/** What the form needs to know of the key it edits. */
export type EditableKey = {
  id: string;
  version: number;
  name: string;
  billingType: BillingType;
  tags: readonly string[];
  note: string;
  isProtected: boolean;
  rotateEveryDays: number | null;
  access: "read" | "write";
  queryKey: { isSet: boolean; isAllowedByOrg: boolean };
  validFrom: string | null;
  expiresAt: string | null;
  products: readonly { id: string; classIds: readonly string[] }[];
  /** `null`: what is stored cannot be read. */
  restrictions: Restrictions | null;
  limits: readonly LimitInForce[];
};

type CatalogClass = { id: string; name: string; defaultQps: number; paths: readonly string[] };

/** Every product there is, for a form that chooses among them. */
export type CatalogProduct = {
  id: string;
  name: string;
  description: string;
  isSample: boolean;
  /** Out of service: kept where it is, given to no key. */
  isDisabled?: boolean;
  classes: readonly CatalogClass[];
};

/** What the organization lays down, where the form has to say so. */
export type OrgRules = Omit<KeyRules, "defaultRestrictions">;

type Lists = { mode: Mode; allow: string; deny: string };

/** A key as the form holds it, each top-level field one thing that a person changes. */
export type EditValues = {
  name: string;
  billingType: BillingType;
  /** Parted by commas. */
  tags: string;
  note: string;
  products: { productId: string; classIds: string[] }[];
  /** By endpoint class, as typed; empty: all that was agreed. */
  qps: Record<string, string>;
  quotas: Quota[];
  access: "read" | "write";
  allowQueryKey: boolean;
  /** ISO 8601; `null`: at once. */
  validFrom: string | null;
  /** ISO 8601; `null`: never. */
  expiresAt: string | null;
  /** Days, as typed; empty: as the organization says. */
  rotateEveryDays: string;
  isProtected: boolean;
  domain: { mode: Mode; allow: string; allowMissing: boolean };
  ip: Lists;
  userAgent: Lists & { denyKnownBots: boolean };
  country: { mode: Mode; allow: string[]; deny: string[] };
  hours: { mode: Mode; zone: string; windows: { days: Weekday[]; from: string; to: string }[] };
} & Record<OtherLimit, string>;

type Input = z.input<typeof EditKeyInput>;
type NewKey = z.input<typeof CreateKeyInput>;
/** What both a new key and an edited one are sent as. */
export type Said = Omit<NewKey, "restrictions"> & Pick<Input, "restrictions">;

const joined = (entries: readonly string[]) => entries.join(", ");

/** The form's start. */
export function valuesOf(key: Omit<EditableKey, "id" | "version">): EditValues {
  return {
    name: key.name,
    billingType: key.billingType,
    tags: joined(key.tags),
    note: key.note,
    products: key.products.map(({ id, classIds }) => ({ productId: id, classIds: [...classIds] })),
    ...ownOf(key.limits),
    access: key.access,
    allowQueryKey: key.queryKey.isSet,
    validFrom: key.validFrom,
    expiresAt: key.expiresAt,
    rotateEveryDays: key.rotateEveryDays === null ? "" : String(key.rotateEveryDays),
    isProtected: key.isProtected,
    ...restrictionValues(key.restrictions ?? noRestrictions()),
  };
}

type RestrictionValues = Pick<EditValues, keyof Restrictions>;

/** Restrictions as the form holds them. */
export function restrictionValues({
  domain,
  ip,
  userAgent,
  country,
  hours,
}: Restrictions): RestrictionValues {
  return {
    domain: { ...domain, allow: joined(domain.allow) },
    ip: { ...ip, allow: joined(ip.allow), deny: joined(ip.deny) },
    userAgent: { ...userAgent, allow: joined(userAgent.allow), deny: joined(userAgent.deny) },
    country: { ...country, allow: [...country.allow], deny: [...country.deny] },
    // A clock's midnight at the end of a window is that day's end.
    hours: {
      ...hours,
      windows: hours.windows.map((one) => ({ ...one, to: one.to === "24:00" ? "00:00" : one.to })),
    },
  };
}

/** What saving sends: every part, based on the version the form knows. */
export function inputOf(
  values: EditValues,
  key: Pick<EditableKey, "id" | "version" | "limits">,
  catalog: readonly CatalogProduct[],
): Input {
  return { keyId: key.id, version: key.version, ...saidOf(values, catalog, key.limits) };
}

/** Everything the form says about a key. Limits in force that it does not show are said again. */
export function saidOf(
  values: EditValues,
  catalog: readonly CatalogProduct[],
  inForce: readonly LimitInForce[],
): Said {
  const callable = values.products.flatMap(({ productId, classIds }) =>
    classesOf(catalog, productId).filter(({ id }) => classIds.length === 0 || classIds.includes(id)),
  );
  const days = values.rotateEveryDays.trim();
  const others = OTHER_LIMITS.filter((kind) => values[kind].trim() !== "");
  return {
    name: values.name,
    billingType: values.billingType,
    tags: entriesOf(values.tags),
    note: values.note,
    access: values.access,
    allowQueryKey: values.allowQueryKey,
    products: values.products,
    validFrom: values.validFrom,
    expiresAt: values.expiresAt,
    rotateEveryDays: days === "" ? null : Number(days),
    isProtected: values.isProtected,
    restrictions: restrictionsOf(values),
    limits: [
      ...callable.flatMap(({ id }) => {
        const typed = (values.qps[id] ?? "").trim();
        return typed === "" ? [] : [{ kind: "qps" as const, classId: id, value: Number(typed) }];
      }),
      ...others.map((kind) => ({ kind, value: Number(values[kind]) })),
      ...quotasOf(values.quotas, inForce),
    ],
  };
}

/** The restrictions as typed; they may not be right yet. */
export function restrictionsOf({ domain, ip, userAgent, country, hours }: RestrictionValues) {
  const lists = ({ allow, deny }: Lists) => ({ allow: entriesOf(allow), deny: entriesOf(deny) });
  return {
    domain: { ...domain, allow: entriesOf(domain.allow) },
    ip: { ...ip, ...lists(ip) },
    userAgent: { ...userAgent, ...lists(userAgent) },
    country,
    hours: {
      ...hours,
      windows: hours.windows.map((one) => ({ ...one, to: one.to === "00:00" ? "24:00" : one.to })),
    },
  };
}

/** The queries per second of a class that were agreed, and those that hold. */
export function qpsOf(key: Pick<EditableKey, "limits">, endpointClass: CatalogClass) {
  return classQps(key.limits, endpointClass);
}

function classesOf(catalog: readonly CatalogProduct[], productId: string): readonly CatalogClass[] {
  return catalog.find(({ id }) => id === productId)?.classes ?? [];
}
