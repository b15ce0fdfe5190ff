import type { FieldValues, Path, UseFormSetError } from "react-hook-form";

/** Puts an action's sentences at the form's fields; a sentence for no field of the form is returned. */
export function showFieldErrors<Values extends FieldValues>(
  fields: Record<string, string[]> | undefined,
  names: readonly Path<Values>[],
  setError: UseFormSetError<Values>,
): string[] {
  const left: string[] = [];
  for (const [field, sentences] of Object.entries(fields ?? {})) {
    const name = names.find((candidate) => field === candidate || field.startsWith(`${candidate}.`));
    if (name && sentences[0]) setError(name, { message: sentences[0] }, { shouldFocus: left.length === 0 });
    else left.push(...sentences);
  }
  return left;
}
