/** One field that differs between before and after, by its path: `restrictions.domain.allow`. */
export type Difference = { path: string; before: string | null; after: string | null };

const DEPTH_MAX = 6;
const NOTHING = "none";
const isNothing = (value: string | null) => value === null || value === NOTHING || value === "empty";

/** The fields of both sides, flattened, as far as they differ; `null`: not said on that side. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const [left, right] = [flat(before), flat(after)];
  const paths = [...new Set([...left.keys(), ...right.keys()])];
  return (
    paths
      .map((path) => ({ path, before: left.get(path) ?? null, after: right.get(path) ?? null }))
      // Nothing where there was nothing is no difference: a new thing tells what it has.
      .filter(
        (one) =>
          (one.before ?? NOTHING) !== (one.after ?? NOTHING) &&
          !(one.before === null && isNothing(one.after)),
      )
  );
}

function flat(value: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const walk = (at: unknown, path: string, depth: number) => {
    const isBranch = typeof at === "object" && at !== null && !Array.isArray(at) && depth < DEPTH_MAX;
    if (isBranch && Object.keys(at).length > 0) {
      for (const [name, inner] of Object.entries(at))
        walk(inner, path === "" ? name : `${path}.${name}`, depth + 1);
    } else if (path !== "") fields.set(path, text(at));
  };
  walk(value, "", 0);
  return fields;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "string") return value === "" ? "empty" : value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(text).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
