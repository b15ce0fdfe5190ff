import type { FieldErrors } from "react-hook-form";
import type { EditValues, Said } from "./edit-values";
import { OTHER_LIMITS, PERIODS } from "./limit-values";

type Lists = Pick<Said, "limits" | "tags">;

/** A sentence about one field of what was sent. */
export type Fault = { path: string; message: string };

const SINGLE = [
  "name",
  "billingType",
  "note",
  "tags",
  "products",
  "access",
  "validFrom",
  "expiresAt",
  "rotateEveryDays",
  "isProtected",
];

/**
 * The field of the form that a field of the input belongs to (`restrictions.domain.allow.2` → `domain.allow`); `null` for one
 * that belongs to none.
 */
function fieldOf(path: string, said: Lists): string | null {
  const [first = "", second = "", third = ""] = path.split(".");
  if (first === "restrictions") return third === "" ? null : `${second}.${third}`;
  if (first !== "limits") return SINGLE.includes(first) ? first : null;
  const limits = said.limits ?? [];
  const index = Number(second);
  const limit = limits[index];
  if (limit === undefined) return null;
  if (limit.kind === "qps") return limit.classId ? `qps.${limit.classId}` : null;
  if (isQuota(limit)) return `quotas.${limits.slice(0, index).filter(isQuota).length}.value`;
  if (limit.classId) return null;
  return OTHER_LIMITS.find((kind) => kind === limit.kind) ?? null;
}

function isQuota({ kind }: NonNullable<Lists["limits"]>[number]): boolean {
  return PERIODS.some((period) => period === kind);
}

/** Sentences of the schema or the server, by field of the form; `root`: those that belong to no field of it. */
export function faultsByField(faults: readonly Fault[], said: Lists): Map<string, string> {
  const byField = new Map<string, Set<string>>();
  for (const { path, message } of faults) {
    const field = fieldOf(path, said) ?? "root";
    byField.set(field, (byField.get(field) ?? new Set()).add(sentenceOf(path, message, said)));
  }
  return new Map([...byField].map(([field, sentences]) => [field, [...sentences].join(" ")]));
}

/** Of a list in one field, which entry it is about. */
function sentenceOf(path: string, message: string, said: Lists): string {
  const window = /^restrictions\.hours\.windows\.(\d+)/.exec(path)?.[1];
  if (window !== undefined) return `Window ${Number(window) + 1}: ${message}`;
  const tag = /^tags\.(\d+)$/.exec(path)?.[1];
  return tag === undefined ? message : `"${said.tags?.[Number(tag)] ?? ""}": ${message}`;
}

/** `domain.allow` → `{ domain: { allow: { message } } }`, as react-hook-form wants it. */
export function nested(byField: ReadonlyMap<string, string>): FieldErrors<EditValues> {
  const errors: Record<string, unknown> = {};
  for (const [field, message] of byField) {
    const path = field === "root" ? ["root", "server"] : field.split(".");
    const last = path.pop() ?? "";
    let at = errors;
    for (const name of path) {
      const inner = (at[name] ?? {}) as Record<string, unknown>;
      at[name] = inner;
      at = inner;
    }
    at[last] = { ...(at[last] ?? {}), type: "schema", message };
  }
  return errors as FieldErrors<EditValues>;
}

/** The fields of a refused action as faults. */
export function faultsOf(fields: Readonly<Record<string, readonly string[]>> = {}): Fault[] {
  return Object.entries(fields).flatMap(([path, sentences]) =>
    sentences.map((message) => ({ path, message })),
  );
}
