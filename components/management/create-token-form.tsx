"use client";

import type { z } from "zod";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Checkbox } from "@/components/ui/checkbox";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { CreateTokenInput, TOKEN_LIFETIMES_DAYS } from "@/lib/management/schemas";
import { ALL_SCOPES, SCOPES, type Scope } from "@/lib/management/scopes";

export type TokenWish = z.input<typeof CreateTokenInput>;

type CreateTokenFormProps = {
  create: (wish: TokenWish) => Promise<ActionResult<{ token: string }>>;
  onCreated: (token: string) => void;
};

const NEVER = "never";
const LIFETIMES = [
  ...TOKEN_LIFETIMES_DAYS.map((days) => ({ value: String(days), label: `${days} days` })),
  { value: NEVER, label: "Until it is revoked" },
];

/** What a new token is called, what it may do, and for how long. */
export function CreateTokenForm({ create, onCreated }: CreateTokenFormProps) {
  const form = useZodForm(CreateTokenInput, {
    defaultValues: { name: "", scopes: ["keys:read"], lifetimeDays: 90 },
  });
  const { control } = form;
  return (
    <FormDialog
      title="Create token"
      description="For one program. Give it what it needs and nothing more."
      submitLabel="Create token"
      form={form}
      submit={(wish) => steppingUp(create)(wish)}
      onDone={({ token }) => onCreated(token)}
    >
      <FormField
        control={control}
        name="name"
        label="Name"
        help="What will use it: “Deployment pipeline”."
        required
      >
        {(field) => <Input {...field} autoComplete="off" />}
      </FormField>
      <FormField control={control} name="scopes" label="Scopes" group required>
        {({ value, onChange }) => (
          <div className="grid gap-2.5 sm:grid-cols-2">
            {ALL_SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                checked={value.includes(scope)}
                onCheckedChange={(checked) => onChange(withScope(value, scope, checked === true))}
                label={<span className="font-mono text-sm">{scope}</span>}
                help={SCOPES[scope].words}
              />
            ))}
          </div>
        )}
      </FormField>
      <FormField control={control} name="lifetimeDays" label="Works for">
        {({ value, onChange }) => (
          <Select
            options={LIFETIMES}
            value={value === null || value === undefined ? NEVER : String(value)}
            onValueChange={(chosen) => onChange(chosen === NEVER ? null : Number(chosen))}
            className="max-w-52"
          />
        )}
      </FormField>
    </FormDialog>
  );
}

function withScope(scopes: readonly Scope[], scope: Scope, isChosen: boolean): Scope[] {
  return ALL_SCOPES.filter((one) => (one === scope ? isChosen : scopes.includes(one)));
}
