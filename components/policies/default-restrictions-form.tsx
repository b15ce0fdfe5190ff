"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Resolver, useForm, useWatch } from "react-hook-form";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { DomainCard } from "@/components/keys/edit/domain-card";
import { type EditValues, restrictionsOf, saidOf, valuesOf } from "@/components/keys/edit/edit-values";
import { type Fault, faultsByField, faultsOf, nested } from "@/components/keys/edit/faults";
import { HoursCard } from "@/components/keys/edit/hours-card";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { CountryCard, IpCard, UserAgentCard } from "@/components/keys/edit/network-cards";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { lazyPart } from "@/components/ui/lazy-part";
import { notify } from "@/components/ui/notify";
import { StickyBar } from "@/components/ui/sticky-bar";
import type { ActionResult } from "@/lib/actions/result";
import type { Restrictions } from "@/lib/keys/restrictions-schema";

// What checks the form comes when somebody begins to change it.
const schema = lazyPart(() => import("@/lib/keys/restrictions-schema"));

type DefaultRestrictionsFormProps = {
  orgSlug: string;
  version: number;
  restrictions: Restrictions;
  countries: readonly { code: string; name: string }[];
  save: (
    orgSlug: string,
    input: { version: number; defaultRestrictions: Restrictions },
  ) => Promise<ActionResult<{ version: number }>>;
};

/** What a new key starts with. Keys that are there keep what they have. */
export function DefaultRestrictionsForm({
  orgSlug,
  version,
  restrictions,
  countries,
  save,
}: DefaultRestrictionsFormProps) {
  const router = useRouter();
  const [start] = useState(() => blankKeyWith(restrictions));
  const [isSaved, setSaved] = useState(false);
  const resolver: Resolver<EditValues> = async (values) => {
    const read = (await schema.fetch()).Restrictions.safeParse(restrictionsOf(values));
    if (read.success) return { values, errors: {} };
    const faults = read.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { values: {}, errors: nested(byField(values, faults)) };
  };
  const form = useForm<EditValues>({ resolver, defaultValues: start });
  const { control, formState } = form;
  const values = useWatch({ control, compute: (all: EditValues) => all });
  const isChanged = JSON.stringify(restrictionsOf(values)) !== JSON.stringify(restrictionsOf(start));
  const back = `/o/${orgSlug}/settings/policies`;

  const submit = form.handleSubmit(async (typed) => {
    const defaultRestrictions = (await schema.fetch()).Restrictions.parse(restrictionsOf(typed));
    const result = await steppingUp(save)(orgSlug, { version, defaultRestrictions });
    if (result.ok) {
      setSaved(true);
      notify.done("Default restrictions saved");
      router.push(back);
      return;
    }
    const { fields, message, requestId } = result.error;
    const faults = faultsOf(fields).map((fault) => ({
      ...fault,
      path: fault.path.replace(/^defaultRestrictions\./, ""),
    }));
    const sentences = byField(typed, faults);
    for (const [field, sentence] of sentences)
      form.setError(field as keyof EditValues, { type: "server", message: sentence }, { shouldFocus: true });
    if (sentences.size === 0) form.setError("root.server", { type: requestId, message });
  });

  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)}>
      <div className="grid max-w-3xl gap-4 pb-8">
        <FormError errors={formState.errors} />
        <DomainCard control={control} />
        <IpCard control={control} />
        <UserAgentCard control={control} />
        <CountryCard control={control} countries={countries} />
        <HoursCard control={control} />
      </div>
      <StickyBar
        isLive
        isNarrow
        words={isChanged ? "Not saved yet. Keys that are there keep what they have." : "Nothing changed yet."}
      >
        <Button asChild variant="ghost">
          <Link href={back}>Back to policies</Link>
        </Button>
        <Button
          type="submit"
          variant="primary"
          pending={formState.isSubmitting || isSaved}
          disabled={!isChanged}
        >
          Save default restrictions
        </Button>
      </StickyBar>
      <LeaveDialog active={isChanged && !isSaved} />
    </form>
  );
}

/** The cards of the edit page take a whole key; of this one only the restrictions are drawn and saved. */
function blankKeyWith(restrictions: Restrictions): EditValues {
  return valuesOf({
    name: "",
    billingType: "free",
    tags: [],
    note: "",
    isProtected: false,
    rotateEveryDays: null,
    access: "write",
    queryKey: { isSet: true, isAllowedByOrg: true },
    validFrom: null,
    expiresAt: null,
    products: [],
    restrictions,
    limits: [],
  });
}

function byField(values: EditValues, faults: readonly Fault[]): Map<string, string> {
  return faultsByField(
    faults.map((fault) => ({ ...fault, path: `restrictions.${fault.path}` })),
    saidOf(values, [], []),
  );
}
