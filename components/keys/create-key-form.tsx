"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type Resolver, useForm } from "react-hook-form";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { ActionResult } from "@/lib/actions/result";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import type { Restrictions } from "@/lib/keys/restrictions-schema";
import {
  type CatalogProduct,
  type EditValues,
  type OrgRules,
  restrictionValues,
  saidOf,
} from "./edit/edit-values";
import { faultsByField, faultsOf, nested } from "./edit/faults";
import { KeyFields } from "./edit/key-fields";
import { keepFreshSecret } from "./fresh-secret";
import { useLeaveGuard } from "./use-leave-guard";

type CreateKeyFormProps = {
  orgSlug: string;
  catalog: readonly CatalogProduct[];
  countries: readonly { code: string; name: string }[];
  rules: OrgRules;
  /** What the organization gives every new key. */
  restrictions: Restrictions;
  create: (
    orgSlug: string,
    input: z.input<typeof CreateKeyInput>,
  ) => Promise<ActionResult<{ id: string; secret: string }>>;
};

/** Everything about a new key; then on to its page, which shows the secret. */
export function CreateKeyForm({
  orgSlug,
  catalog,
  countries,
  rules,
  restrictions,
  create,
}: CreateKeyFormProps) {
  const router = useRouter();
  const resolver: Resolver<EditValues> = (values) => {
    const said = saidOf(values, catalog, []);
    const read = CreateKeyInput.safeParse(said);
    if (read.success) return { values, errors: {} };
    const faults = read.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { values: {}, errors: nested(faultsByField(faults, said)) };
  };
  const form = useForm<EditValues>({ resolver, defaultValues: newKey(rules, restrictions) });
  const { control, formState } = form;
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = formState;
  useLeaveGuard(isDirty && !isSubmitSuccessful);

  const submit = form.handleSubmit(async (values) => {
    const said = saidOf(values, catalog, []);
    const result = await create(orgSlug, said);
    if (result.ok) {
      keepFreshSecret(result.data.id, result.data.secret);
      router.push(`/o/${orgSlug}/keys/${result.data.id}`);
      return;
    }
    const { fields, message, requestId } = result.error;
    const byField = faultsByField(faultsOf(fields), said);
    const root = byField.get("root") ?? (byField.size === 0 ? message : undefined);
    byField.delete("root");
    for (const [field, sentence] of byField)
      form.setError(field as keyof EditValues, { type: "server", message: sentence }, { shouldFocus: true });
    if (root !== undefined) form.setError("root.server", { type: requestId, message: root });
  });

  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate>
      <div className="grid max-w-3xl gap-6 pb-8">
        <FormError errors={errors} />
        <KeyFields
          control={control}
          catalog={catalog}
          countries={countries}
          rules={rules}
          limits={[]}
          isNew
        />
      </div>
      <div className="sticky bottom-0 z-10 -mx-4 border-line border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
        <div className="flex max-w-3xl flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-56 text-sm text-ink-muted">
            A name and a product are enough. Everything else can be changed later.
          </p>
          <div className="flex gap-2">
            <Button asChild variant="ghost">
              <Link href={`/o/${orgSlug}/keys`}>Cancel</Link>
            </Button>
            <Button type="submit" variant="primary" pending={isSubmitting || isSubmitSuccessful}>
              Create key
            </Button>
          </div>
        </div>
      </div>
    </form>
  );
}

function newKey(rules: OrgRules, restrictions: Restrictions): EditValues {
  return {
    name: "",
    // An organization has at least one; the schema refuses what is none.
    billingType: rules.billingTypes[0] ?? "paying",
    tags: "",
    note: "",
    products: [],
    qps: {},
    quotas: [],
    concurrency: "",
    qps_address: "",
    access: "write",
    allowQueryKey: rules.allowQueryKeys,
    validFrom: null,
    expiresAt: rules.latestEnd,
    rotateEveryDays: "",
    isProtected: false,
    ...restrictionValues(restrictions),
  };
}
