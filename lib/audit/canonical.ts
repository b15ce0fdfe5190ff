/** What may stand in `before` and `after`: plain data, dates included. Never a secret. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | readonly AuditValue[]
  | { readonly [name: string]: AuditValue };

/** Plain JSON as the database gives it back. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * The value as the database will give it back: dates as ISO strings, absent fields dropped, every string through `clean`.
 */
export function toJson(value: AuditValue, clean: (text: string) => string): Json {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return clean(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value;
  if (isList(value)) return value.map((item) => toJson(item, clean));
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, toJson(field, clean)]));
}

/** JSON in one way only: names sorted by code unit, no white space. Equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

// `Array.isArray` alone does not narrow a readonly array.
function isList(value: AuditValue): value is readonly AuditValue[] {
  return Array.isArray(value);
}
