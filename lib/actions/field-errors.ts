import type { z } from "zod";

/** Sentences per field, dotted for nested ones; an unknown field is reported under its own name, whatever it is. */
export function fieldErrors(error: z.ZodError): Record<string, string[]> {
  // Names come from outside, and `constructor` is one: a plain object has an answer to that already.
  const fields = new Map<string, string[]>();
  for (const issue of error.issues) {
    const names =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key].join("."))
        : [issue.path.join(".") || "form"];
    for (const name of names) fields.set(name, [...(fields.get(name) ?? []), issue.message]);
  }
  return Object.fromEntries(fields);
}
