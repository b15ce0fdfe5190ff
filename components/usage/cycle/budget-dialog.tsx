"use client";

import { z } from "zod";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { amountOf, microsOf } from "@/lib/std/money";
import { SetBudgetInput } from "@/lib/usage/cycle-schemas";

export type SetBudget = (input: SetBudgetInput) => Promise<ActionResult<unknown>>;

export type BudgetProps = { budgetMicros: number | null; currency: string; save: SetBudget };

/** What the organization does not want to pass in a month, as it is typed; empty is none. */
const BudgetForm = z.object({
  budgetMicros: z.string().transform((text, context): number | null => {
    if (text.trim() === "") return null;
    const parsed = SetBudgetInput.shape.budgetMicros.safeParse(microsOf(text) ?? Number.NaN);
    if (parsed.success) return parsed.data;
    context.addIssue(parsed.error.issues[0]?.message ?? "Enter an amount.");
    return z.NEVER;
  }),
});

/** Asks for the amount. */
export function BudgetDialog({ budgetMicros, currency, save, onDone }: BudgetProps & { onDone: () => void }) {
  const form = useZodForm(BudgetForm, {
    defaultValues: { budgetMicros: budgetMicros === null ? "" : amountOf(budgetMicros) },
  });
  return (
    <FormDialog
      title="Set the monthly budget"
      description="A line in Analytics for the whole organization. It stops no call; a quota does."
      submitLabel="Save budget"
      form={form}
      submit={save}
      onDone={() => {
        notify.done("Budget saved");
        onDone();
      }}
    >
      <FormField
        control={form.control}
        name="budgetMicros"
        label={`Budget a month, in ${currency}`}
        help="Empty: no budget."
      >
        {(field) => <Input {...field} inputMode="decimal" autoComplete="off" className="w-40" />}
      </FormField>
    </FormDialog>
  );
}
