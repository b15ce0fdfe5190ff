"use client";

import { type Control, Controller } from "react-hook-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import type { BillingType } from "@/lib/keys/schemas";
import { NOTE_MAX } from "@/lib/keys/terms";
import { BILLING_WORDS } from "../words";
import type { EditValues } from "./edit-values";

type GeneralCardProps = {
  control: Control<EditValues>;
  billingTypes: readonly BillingType[];
  /** Where a new key begins: at its name. */
  autoFocus?: boolean;
};

/** What a key is called and how it is found and paid for. */
export function GeneralCard({ control, billingTypes, autoFocus = false }: GeneralCardProps) {
  return (
    <Card>
      <CardHeader title="General" />
      <CardBody className="grid gap-6">
        <FormField
          control={control}
          name="name"
          label="Name"
          required
          help="What it is for, so that others recognise it: “Fleet tracker, production”."
        >
          {(field) => (
            <Input
              {...field}
              autoFocus={autoFocus}
              maxLength={80}
              autoComplete="off"
              dir="auto"
              data-1p-ignore
            />
          )}
        </FormField>
        <Controller
          control={control}
          name="billingType"
          render={({ field: { value, onChange, onBlur }, fieldState }) => (
            <Field group label="Billing type" error={fieldState.error?.message}>
              <RadioGroup value={value} onValueChange={onChange} onBlur={onBlur}>
                {billingTypes.map((type) => (
                  <Radio
                    key={type}
                    value={type}
                    label={BILLING_WORDS[type].word}
                    help={BILLING_WORDS[type].help}
                  />
                ))}
              </RadioGroup>
            </Field>
          )}
        />
        <FormField
          control={control}
          name="tags"
          label="Tags"
          optional
          help="Words to find and group keys by, separated by commas: “fleet, production, eu”."
        >
          {(field) => <Input {...field} autoComplete="off" dir="auto" spellCheck={false} />}
        </FormField>
        <FormField
          control={control}
          name="note"
          label="Note"
          optional
          help="For your colleagues: who to ask, where it is used. Not a place for secrets."
        >
          {(field) => <Textarea {...field} rows={2} maxLength={NOTE_MAX} dir="auto" />}
        </FormField>
      </CardBody>
    </Card>
  );
}
