"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import type { PolicyEffects } from "@/lib/orgs/policies/preview";
import { PolicyChoice, PolicyNumber } from "./policy-fields";
import {
  changedPolicies,
  type FormPolicies,
  type FormPolicyName,
  mergedOver,
  PolicyForm,
  type PolicyValues,
  valuesOf,
} from "./policy-values";
import { POLICY_WORDS } from "./policy-words";
import { ReviewDialog } from "./review-dialog";
import { TheirChanges } from "./their-changes";

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
  const form = useZodForm(PolicyForm, { defaultValues: start });
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
        <Card>
          <CardHeader title="Secrets" description="How the secrets of all keys are kept and sent." />
          <CardBody className="grid gap-5">
            <PolicyChoice
              control={control}
              name="showSecretsOnce"
              label="Show secrets once"
              help="No copy is kept. A secret is shown when it is made; afterwards nobody, not even an owner, can copy it."
            />
            <PolicyChoice
              control={control}
              name="allowQueryKeys"
              label="Accept keys in the query string"
              help="URLs end up in logs and histories. Needed where only a URL can be given, for map tiles in a browser for instance. A key's own setting can only forbid more."
            />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Keys" description="What may be created, and with what it starts." />
          <CardBody className="grid gap-6">
            <div className="grid gap-6 sm:grid-cols-2">
              <PolicyNumber
                control={control}
                name="maxKeys"
                label="Number of keys"
                unit="keys"
                help="Empty: no limit of your own."
              />
              <PolicyNumber
                control={control}
                name="maxKeyAgeDays"
                label="Maximum age"
                unit="days"
                help="A key has to end this long after its creation. Empty: it need not end."
              />
            </div>
            <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-5">
              <div className="min-w-0">
                <p className="font-medium">Default restrictions</p>
                <p className="text-ink-muted text-sm">{defaultRestrictions}</p>
              </div>
              <Button asChild size="sm">
                <Link href={`/o/${orgSlug}/settings/policies/restrictions`}>Edit default restrictions</Link>
              </Button>
            </div>
          </CardBody>
        </Card>
        <Card>
          <CardHeader
            title="Rotation"
            description="Reminders come 14, 7 and 1 days before a rotation is due."
          />
          <CardBody className="grid gap-5">
            <PolicyNumber
              control={control}
              name="rotateEveryDays"
              label="Rotation interval"
              unit="days"
              help="Empty: only keys with an interval of their own become due. A key's own may only be shorter."
              className="sm:max-w-[calc(50%-0.75rem)]"
            />
            <PolicyChoice
              control={control}
              name="autoRotate"
              label="Rotate by itself when it is due"
              help="The old secret works on for the overlap; whoever uses the key has to fetch the new one in that time. Otherwise people are only reminded."
            />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Members" description="How people prove who they are." />
          <CardBody className="grid gap-5">
            <PolicyChoice
              control={control}
              name="requireSecondFactor"
              label="Require a second factor"
              help="Who has none is led to setting it up before seeing anything of this organization."
            />
            <PolicyChoice
              control={control}
              name="requireStepUp"
              label="Ask for a fresh proof before a copy, a rotation or a deletion"
              help="The password or a code, unless it was given in the last 5 minutes. Changing policies asks, too."
            />
          </CardBody>
        </Card>
      </div>
      <div className="sticky bottom-0 z-10 -mx-4 border-line border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
        <div className="flex max-w-3xl flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p role="status" className="min-w-0 flex-1 basis-56 text-ink-muted text-sm">
            {changed.length > 0 ? (
              <>
                Not saved yet:{" "}
                <span className="text-ink">{changed.map((name) => POLICY_WORDS[name]).join(", ")}</span>
              </>
            ) : (
              "Nothing changed yet."
            )}
          </p>
          <div className="flex gap-2">
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
          </div>
        </div>
      </div>
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
