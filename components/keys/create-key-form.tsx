"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { showActionError } from "@/components/ui/show-action-error";
import type { ActionResult } from "@/lib/actions/result";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { type BillingType, EXPIRY_DAYS_MAX } from "@/lib/keys/schemas";
import { Expiry, expiryInstant } from "./expiry";
import { ExpiryField } from "./expiry-field";
import { keepFreshSecret } from "./fresh-secret";
import { type PickableProduct, ProductPicker } from "./product-picker";
import { useLeaveGuard } from "./use-leave-guard";
import { ACCESS_WORDS, BILLING_WORDS } from "./words";

type CreateKeyFormProps = {
  orgSlug: string;
  products: readonly PickableProduct[];
  billingTypes: readonly [BillingType, ...BillingType[]];
  create: (
    orgSlug: string,
    input: z.input<typeof CreateKeyInput>,
  ) => Promise<ActionResult<{ id: string; secret: string }>>;
};

const { name, billingType, access } = CreateKeyInput.shape;
const productIds = z.array(z.string()).min(1, "Choose at least one product.");
const KeyForm = z.object({ name, productIds, billingType, access, ...Expiry.shape }).refine(
  (form) => {
    const instant = expiryInstant(form, new Date());
    return instant !== undefined && (instant === null || isWithinReach(instant));
  },
  {
    path: ["expiresOn"],
    message: `Choose a day from today on, at most ${EXPIRY_DAYS_MAX / 365} years ahead.`,
  },
);
type Values = z.input<typeof KeyForm>;
type Parsed = z.output<typeof KeyForm>;

/** Name, products, billing type, access and expiry; then on to the new key's page, which shows the secret. */
export function CreateKeyForm({ orgSlug, products, billingTypes, create }: CreateKeyFormProps) {
  const router = useRouter();
  const form = useForm<Values, unknown, Parsed>({
    resolver: zodResolver(KeyForm),
    defaultValues: {
      name: "",
      productIds: [],
      billingType: billingTypes[0],
      access: "write",
      expires: "never",
      expiresOn: "",
    },
  });
  const { control, register, formState } = form;
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = formState;
  useLeaveGuard(isDirty && !isSubmitSuccessful);

  const submit = form.handleSubmit(async ({ expires, expiresOn, productIds, ...rest }) => {
    const input = { ...rest, products: productIds.map((productId) => ({ productId })) };
    const expiresAt = expiryInstant({ expires, expiresOn }, new Date()) ?? null;
    const result = await create(orgSlug, { ...input, expiresAt });
    if (result.ok) {
      keepFreshSecret(result.data.id, result.data.secret);
      router.push(`/o/${orgSlug}/keys/${result.data.id}`);
      return;
    }
    const { expiresAt: expiry, ...fields } = result.error.fields ?? {};
    showActionError(form, { ...result.error, fields: expiry ? { ...fields, expiresOn: expiry } : fields });
  });

  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="grid max-w-2xl gap-7">
      <FormError errors={errors} />
      <Field
        label="Name"
        required
        error={errors.name?.message}
        help="What it is for, so that others recognise it: “Fleet tracker, production”."
      >
        <Input
          autoFocus
          autoComplete="off"
          {...register("name", { setValueAs: (typed: string) => typed.trim() })}
        />
      </Field>
      <Field
        group
        label="Products"
        required
        error={errors.productIds?.message}
        help="A key works for these products only. QPS is queries per second, counted for each key."
      >
        <Controller
          control={control}
          name="productIds"
          render={({ field: { value, onChange, onBlur } }) => (
            <ProductPicker products={products} value={value} onValueChange={onChange} onBlur={onBlur} />
          )}
        />
      </Field>
      <Field group label="Billing type" required error={errors.billingType?.message}>
        <Controller
          control={control}
          name="billingType"
          render={({ field: { value, onChange, onBlur } }) => (
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
          )}
        />
      </Field>
      <Field group label="Access" error={errors.access?.message}>
        <Controller
          control={control}
          name="access"
          render={({ field: { value = "write", onChange, onBlur } }) => (
            <RadioGroup value={value} onValueChange={onChange} onBlur={onBlur}>
              {(["write", "read"] as const).map((access) => (
                <Radio
                  key={access}
                  value={access}
                  label={ACCESS_WORDS[access].word}
                  help={ACCESS_WORDS[access].help}
                />
              ))}
            </RadioGroup>
          )}
        />
      </Field>
      <ExpiryField control={control} error={errors.expiresOn?.message} />
      <div className="flex gap-2 border-line border-t pt-5">
        <Button type="submit" variant="primary" pending={isSubmitting || isSubmitSuccessful}>
          Create key
        </Button>
        <Button asChild variant="ghost">
          <Link href={`/o/${orgSlug}/keys`}>Cancel</Link>
        </Button>
      </div>
    </form>
  );
}

function isWithinReach(instant: string): boolean {
  const days = (Date.parse(instant) - Date.now()) / 86_400_000;
  return days > 0 && days <= EXPIRY_DAYS_MAX;
}
