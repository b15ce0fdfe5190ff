import type { z } from "zod";
import type { Mode, Weekday } from "@/lib/edge/restrictions/restrictions";
import type { EditKeyInput } from "@/lib/keys/edit-schema";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { classQps, type LimitInForce } from "@/lib/limits/class-qps";
import { entriesOf } from "./entry-list";

/** What the form needs to know of the key it edits. */
export type EditableKey = {
  id: string;
  version: number;
  name: string;
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
  classes: readonly CatalogClass[];
};

type Lists = { mode: Mode; allow: string; deny: string };

/** A key as the form holds it, each top-level field one thing that a person changes. */
export type EditValues = {
  name: string;
  products: { productId: string; classIds: string[] }[];
  /** By endpoint class, as typed; empty: all that was agreed. */
  qps: Record<string, string>;
  access: "read" | "write";
  allowQueryKey: boolean;
  /** ISO 8601; `null`: at once. */
  validFrom: string | null;
  /** ISO 8601; `null`: never. */
  expiresAt: string | null;
  domain: { mode: Mode; allow: string; allowMissing: boolean };
  ip: Lists;
  userAgent: Lists & { denyKnownBots: boolean };
  country: { mode: Mode; allow: string[]; deny: string[] };
  hours: { mode: Mode; zone: string; windows: { days: Weekday[]; from: string; to: string }[] };
};

type Input = z.input<typeof EditKeyInput>;

const joined = (entries: readonly string[]) => entries.join(", ");

/** The form's start. */
export function valuesOf(key: EditableKey): EditValues {
  const { domain, ip, userAgent, country, hours } = key.restrictions ?? Restrictions.parse({});
  const own = key.limits.filter(isOwnQps);
  return {
    name: key.name,
    products: key.products.map(({ id, classIds }) => ({ productId: id, classIds: [...classIds] })),
    qps: Object.fromEntries(own.map(({ classId, value }) => [classId, String(value)])),
    access: key.access,
    allowQueryKey: key.queryKey.isSet,
    validFrom: key.validFrom,
    expiresAt: key.expiresAt,
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
  const callable = values.products.flatMap(({ productId, classIds }) =>
    classesOf(catalog, productId).filter(({ id }) => classIds.length === 0 || classIds.includes(id)),
  );
  const others = key.limits.filter((limit) => limit.source === "customer" && !isOwnQps(limit));
  return {
    keyId: key.id,
    version: key.version,
    name: values.name,
    access: values.access,
    allowQueryKey: values.allowQueryKey,
    products: values.products,
    validFrom: values.validFrom,
    expiresAt: values.expiresAt,
    restrictions: restrictionsOf(values),
    limits: [
      ...callable.flatMap(({ id }) => {
        const typed = (values.qps[id] ?? "").trim();
        return typed === "" ? [] : [{ kind: "qps" as const, classId: id, value: Number(typed) }];
      }),
      ...others.map(({ kind, unit, classId, value }) => ({ kind, unit, classId, value })),
    ],
  };
}

/** The restrictions as typed; they may not be right yet. */
export function restrictionsOf({ domain, ip, userAgent, country, hours }: EditValues) {
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

/**
 * The field of the form that a field of the input belongs to (`restrictions.domain.allow.2` → `domain.allow`); `null` for one
 * that belongs to none.
 */
export function fieldOf(path: string, input: Input): string | null {
  const [first = "", second = "", third = ""] = path.split(".");
  if (first === "restrictions") return third === "" ? null : `${second}.${third}`;
  if (first !== "limits")
    return ["name", "products", "access", "validFrom", "expiresAt"].includes(first) ? first : null;
  const limit = input.limits?.[Number(second)];
  return limit?.kind === "qps" && limit.classId ? `qps.${limit.classId}` : null;
}

/** Sentences of the schema or the server, by field of the form; `root`: those that belong to no field of it. */
export function faultsByField(
  faults: readonly { path: string; message: string }[],
  input: Input,
): Map<string, string> {
  const byField = new Map<string, Set<string>>();
  for (const { path, message } of faults) {
    const field = fieldOf(path, input) ?? "root";
    const window = /^restrictions\.hours\.windows\.(\d+)/.exec(path)?.[1];
    const sentence = window === undefined ? message : `Window ${Number(window) + 1}: ${message}`;
    byField.set(field, (byField.get(field) ?? new Set()).add(sentence));
  }
  return new Map([...byField].map(([field, sentences]) => [field, [...sentences].join(" ")]));
}

/** The queries per second of a class that were agreed, and those that hold. */
export function qpsOf(key: Pick<EditableKey, "limits">, endpointClass: CatalogClass) {
  return classQps(key.limits, endpointClass);
}

function classesOf(catalog: readonly CatalogProduct[], productId: string): readonly CatalogClass[] {
  return catalog.find(({ id }) => id === productId)?.classes ?? [];
}

function isOwnQps({ kind, classId, source }: LimitInForce): boolean {
  return kind === "qps" && classId !== null && source === "customer";
}
