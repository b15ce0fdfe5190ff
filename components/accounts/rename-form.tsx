"use client";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import { RenameInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";

type RenameFormProps = { name: string; rename: (input: RenameInput) => Promise<ActionResult<null>> };

export function RenameForm({ name, rename }: RenameFormProps) {
  const form = useZodForm(RenameInput, { defaultValues: { name } });
  const submit = form.handleSubmit(async (input) => {
    const result = await rename(input);
    if (!result.ok) {
      showActionError(form, result.error);
      return;
    }
    form.reset(input);
    notify.done("Name saved");
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="grid max-w-sm gap-4">
      <FormError errors={form.formState.errors} />
      <FormField
        control={form.control}
        name="name"
        label="Name"
        help="Members of your organizations see it."
        required
      >
        {(field) => <Input autoComplete="name" {...field} />}
      </FormField>
      <div>
        <Button type="submit" pending={form.formState.isSubmitting} disabled={!form.formState.isDirty}>
          Save name
        </Button>
      </div>
    </form>
  );
}
