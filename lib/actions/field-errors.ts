import type { z } from "zod";

/** Sentences per field, dotted for nested ones; an unknown field is reported under its own name. */
export function fieldErrors(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const names =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key].join("."))
        : [issue.path.join(".") || "form"];
    for (const name of names) fields[name] = [...(fields[name] ?? []), issue.message];
  }
  return fields;
}
