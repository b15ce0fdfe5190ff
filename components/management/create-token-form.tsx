"use client";

import { useId } from "react";
import type { z } from "zod";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showActionError } from "@/components/ui/show-action-error";
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
  const formId = useId();
  const form = useZodForm(CreateTokenInput, {
    defaultValues: { name: "", scopes: ["keys:read"], lifetimeDays: 90 },
  });
  const { control, formState } = form;
  const submit = form.handleSubmit(async (wish) => {
    const result = await steppingUp(create)(wish);
    if (result.ok) onCreated(result.data.token);
    else showActionError(form, result.error);
  });
  return (
    <DialogContent
      title="Create token"
      description="For one program. Give it what it needs and nothing more."
      locked={formState.isSubmitting}
      footer={
        <>
          <DialogClose asChild>
            <Button disabled={formState.isSubmitting}>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" pending={formState.isSubmitting}>
            Create token
          </Button>
        </>
      }
    >
      <form
        id={formId}
        method="post"
        noValidate
        className="grid gap-5"
        onSubmit={(event) => void submit(event)}
      >
        <FormError errors={formState.errors} />
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
      </form>
    </DialogContent>
  );
}

function withScope(scopes: readonly Scope[], scope: Scope, isChosen: boolean): Scope[] {
  return ALL_SCOPES.filter((one) => (one === scope ? isChosen : scopes.includes(one)));
}
