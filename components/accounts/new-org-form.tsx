"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { CreateOrgInput, slugFrom } from "@/lib/orgs/schemas";

type NewOrgFormProps = { create: (input: CreateOrgInput) => Promise<ActionResult<{ slug: string }>> };

export function NewOrgForm({ create }: NewOrgFormProps) {
  const router = useRouter();
  const form = useZodForm(CreateOrgInput, { defaultValues: { name: "", slug: "" } });
  const slug = form.watch("slug");
  const submit = form.handleSubmit(async (input) => {
    const result = await create(input);
    if (!result.ok) {
      showActionError(form, result.error);
      return;
    }
    router.push(`/o/${result.data.slug}/keys`);
    await new Promise(() => undefined);
  });
  /** Follows the name until the person writes an address of their own. */
  const follow = (name: string) => {
    if (!form.getFieldState("slug").isDirty) {
      form.resetField("slug", { defaultValue: slugFrom(name) });
    }
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-5">
      <FormError errors={form.formState.errors} />
      <FormField
        control={form.control}
        name="name"
        label="Organization name"
        help="Your company, team or project. It can own many keys and members."
        required
      >
        {(field) => (
          <Input
            autoComplete="organization"
            autoFocus
            {...field}
            onChange={(event) => {
              field.onChange(event);
              follow(event.target.value);
            }}
          />
        )}
      </FormField>
      <FormField
        control={form.control}
        name="slug"
        label="Address"
        help={
          <>
            In the address bar: <span className="font-mono text-xs break-all">/o/{slug || "…"}</span>. It
            cannot be changed later.
          </>
        }
        required
      >
        {(field) => (
          <Input
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            className="font-mono"
            {...field}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" size="lg" pending={form.formState.isSubmitting}>
        Create organization
      </Button>
    </form>
  );
}
