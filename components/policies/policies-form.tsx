"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { StickyBar } from "@/components/ui/sticky-bar";
import { useLateZodForm } from "@/components/ui/use-late-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import type { PolicyEffects } from "@/lib/orgs/policies/preview";
import { PolicyCards } from "./policy-cards";
import {
  changedPolicies,
  type FormPolicies,
  type FormPolicyName,
  mergedOver,
  type PolicyValues,
  valuesOf,
} from "./policy-values";
import { POLICY_WORDS } from "./policy-words";
import { ReviewDialog } from "./review-dialog";
import { TheirChanges } from "./their-changes";

// What checks the form comes when somebody begins to change it.
const policyForm = () => import("./policy-schema").then((module) => module.PolicyForm);

type PoliciesFormProps = {
  orgSlug: string;
  /** As they are now; after somebody else's save the page hands in the newer ones. */
  current: FormPolicies & { version: number };
  /** What new keys start with, in a line. */
  defaultRestrictions: string;
  preview: (orgSlug: string, input: Partial<FormPolicies>) => Promise<ActionResult<PolicyEffects>>;
  save: (
    orgSlug: string,
    input: Partial<FormPolicies> & { version: number },
  ) => Promise<ActionResult<{ version: number }>>;
};

type Review = { wanted: FormPolicies; changed: readonly FormPolicyName[]; effects: PolicyEffects };

/** What the organization lays down: said first what it does to what is there, then saved as one. */
export function PoliciesForm({ orgSlug, current, defaultRestrictions, preview, save }: PoliciesFormProps) {
  const router = useRouter();
  const [base, setBase] = useState(current);
  const [isOutdated, setOutdated] = useState(false);
  const [review, setReview] = useState<Review | null>(null);
  const start = valuesOf(base);
  const form = useLateZodForm(policyForm, { defaultValues: start });
  const { control, formState } = form;
  const values = useWatch({ control, compute: (all: PolicyValues) => all });
  const changed = changedPolicies(start, values);
  const theirs = isOutdated && current.version !== base.version ? current : null;

  const ask = form.handleSubmit(async (wanted) => {
    const found = await preview(orgSlug, wanted);
    if (found.ok) setReview({ wanted, changed: changedPolicies(start, values), effects: found.data });
    else showActionError(form, found.error);
  });

  const confirm = async (): Promise<string | undefined> => {
    if (review === null) return undefined;
    const { wanted } = review;
    const input = Object.fromEntries(review.changed.map((name) => [name, wanted[name]]));
    const result = await steppingUp(save)(orgSlug, { ...input, version: base.version });
    if (result.ok) {
      setBase({ ...wanted, version: result.data.version });
      form.reset(valuesOf(wanted));
      notify.done("Policies saved");
      router.refresh();
      return undefined;
    }
    if (result.error.code === "version_mismatch") {
      setOutdated(true);
      router.refresh();
      return undefined;
    }
    showActionError(form, result.error);
    return result.error.fields === undefined ? result.error.message : undefined;
  };

  const rebase = (next: PolicyValues) => {
    setBase(current);
    setOutdated(false);
    form.reset(valuesOf(current));
    for (const name of changedPolicies(valuesOf(current), next))
      form.setValue(name, next[name], { shouldDirty: true });
  };

  return (
    <form method="post" noValidate onSubmit={(event) => void ask(event)}>
      <div className="grid max-w-3xl gap-6 pb-8">
        <FormError errors={formState.errors} />
        {theirs ? (
          <TheirChanges
            base={base}
            theirs={theirs}
            merge={mergedOver(start, values, valuesOf(theirs))}
            onKeepMine={(merged) => rebase(merged)}
            onTakeTheirs={() => rebase(valuesOf(theirs))}
          />
        ) : null}
        <PolicyCards control={control} orgSlug={orgSlug} defaultRestrictions={defaultRestrictions} />
      </div>
      <StickyBar
        isLive
        isNarrow
        words={
          changed.length > 0 ? (
            <>
              Not saved yet:{" "}
              <span className="text-ink">{changed.map((name) => POLICY_WORDS[name]).join(", ")}</span>
            </>
          ) : (
            "Nothing changed yet."
          )
        }
      >
        {changed.length > 0 ? (
          <Button variant="ghost" onClick={() => form.reset(start)} disabled={formState.isSubmitting}>
            Discard changes
          </Button>
        ) : null}
        <Button
          type="submit"
          variant="primary"
          pending={formState.isSubmitting}
          disabled={changed.length === 0}
        >
          Review changes
        </Button>
      </StickyBar>
      <ReviewDialog
        orgSlug={orgSlug}
        before={base}
        review={review}
        onClose={() => setReview(null)}
        onConfirm={confirm}
      />
      <LeaveDialog active={changed.length > 0} />
    </form>
  );
}
