import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

type ActionError = { message: string; fields?: Record<string, string[]> | undefined; requestId: string };

/**
 * Puts an action's refusal where it belongs: sentences of known fields at those fields (the first is focused), the
 * rest at the form, where `FormError` shows it.
 */
export function showActionError<In extends FieldValues, Out extends FieldValues>(
  form: UseFormReturn<In, unknown, Out>,
  error: ActionError,
): void {
  const known = form.getValues();
  const entries = Object.entries(error.fields ?? {}).filter(([name]) => name in known);
  entries.forEach(([name, sentences], index) => {
    form.setError(
      name as FieldPath<In>,
      { type: "server", message: sentences.join(" ") },
      { shouldFocus: index === 0 },
    );
  });
  if (entries.length === 0) form.setError("root.server", { type: error.requestId, message: error.message });
}
