import type { AuditValue } from "@/lib/audit/canonical";

/** A text of an audit row; empty for anything else. */
export function textIn(value: AuditValue): string {
  return typeof value === "string" ? value : "";
}

/** A text of an audit row; `null` for anything else. */
export function textOrNull(value: AuditValue): string | null {
  return typeof value === "string" ? value : null;
}

/** A number of an audit row; 0 for anything else. */
export function numberIn(value: AuditValue): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

/** A moment of an audit row as ISO 8601; `null` for anything else. */
export function timeIn(value: AuditValue): string | null {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return null;
  return new Date(value).toISOString();
}

/** A field of an object in an audit row. */
export function fieldOf(value: AuditValue, name: string): AuditValue {
  if (typeof value !== "object" || value === null || value instanceof Date || Array.isArray(value))
    return null;
  return (value as Readonly<Record<string, AuditValue>>)[name];
}

/** The items of a list in an audit row; none for anything else. */
export function itemsOf(value: AuditValue): readonly AuditValue[] {
  return Array.isArray(value) ? value : [];
}
