"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type Resolver, useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { lazyPart } from "@/components/ui/lazy-part";
import { StickyBar } from "@/components/ui/sticky-bar";
import type { ActionResult } from "@/lib/actions/result";
import type { CreateKeyInput } from "@/lib/keys/create-schema";
import type { Restrictions } from "@/lib/keys/restrictions-schema";
import type { BillingType } from "@/lib/keys/schemas";
import {
  type CatalogProduct,
  type EditableKey,
  type EditValues,
  type OrgRules,
  restrictionValues,
  saidOf,
} from "./edit/edit-values";
import { faultsByField, faultsOf, nested } from "./edit/faults";
import { KeyFields } from "./edit/key-fields";
import { keepFreshSecret } from "./fresh-secret";
import { useLeaveGuard } from "./use-leave-guard";

// What checks the form comes when somebody begins to fill it in.
const schema = lazyPart(() => import("@/lib/keys/create-schema"));

type CreateKeyFormProps = {
  orgSlug: string;
  catalog: readonly CatalogProduct[];
  countries: readonly { code: string; name: string }[];
  rules: OrgRules;
  /** What the plan and each billing type give a new key. */
  limits: Readonly<Record<BillingType, EditableKey["limits"]>>;
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
  limits,
  restrictions,
  create,
}: CreateKeyFormProps) {
  const router = useRouter();
  const resolver: Resolver<EditValues> = async (values) => {
    const said = saidOf(values, catalog, []);
    const read = (await schema.fetch()).CreateKeyInput.safeParse(said);
    if (read.success) return { values, errors: {} };
    const faults = read.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { values: {}, errors: nested(faultsByField(faults, said)) };
  };
  const form = useForm<EditValues>({ resolver, defaultValues: newKey(rules, restrictions) });
  const { control, formState } = form;
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = formState;
  const billingType = useWatch({ control, name: "billingType" });
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
    <form method="post" onFocus={schema.load} onSubmit={(event) => void submit(event)} noValidate>
      <div className="grid max-w-3xl gap-6 pb-8">
        <FormError errors={errors} />
        <KeyFields
          control={control}
          catalog={catalog}
          countries={countries}
          rules={rules}
          limits={limits[billingType]}
          isNew
        />
      </div>
      <StickyBar isNarrow words="A name and a product are enough. Everything else can be changed later.">
        <Button asChild variant="ghost">
          <Link href={`/o/${orgSlug}/keys`}>Cancel</Link>
        </Button>
        <Button type="submit" variant="primary" pending={isSubmitting || isSubmitSuccessful}>
          Create key
        </Button>
      </StickyBar>
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
