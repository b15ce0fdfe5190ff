"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Control, Controller, useWatch } from "react-hook-form";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import type { PolicyEffects } from "@/lib/orgs/policies/preview";
import {
  changedPolicies,
  type FormPolicies,
  type FormPolicyName,
  mergedOver,
  PolicyForm,
  type PolicyValues,
  valuesOf,
} from "./policy-values";
import { POLICY_WORDS, policyText } from "./policy-words";
import { ReviewDialog } from "./review-dialog";

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
            <Choice
              control={control}
              name="showSecretsOnce"
              label="Show secrets once"
              help="No copy is kept. A secret is shown when it is made; afterwards nobody, not even an owner, can copy it."
            />
            <Choice
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
              <NumberField
                control={control}
                name="maxKeys"
                label="Number of keys"
                unit="keys"
                help="Empty: no limit of your own."
              />
              <NumberField
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
            <NumberField
              control={control}
              name="rotateEveryDays"
              label="Rotation interval"
              unit="days"
              help="Empty: only keys with an interval of their own become due. A key's own may only be shorter."
              className="sm:max-w-[calc(50%-0.75rem)]"
            />
            <Choice
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
            <Choice
              control={control}
              name="requireSecondFactor"
              label="Require a second factor"
              help="Who has none is led to setting it up before seeing anything of this organization."
            />
            <Choice
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

type FlagName = {
  [K in keyof PolicyValues]: PolicyValues[K] extends boolean ? K : never;
}[keyof PolicyValues];
type NumberName = Exclude<keyof PolicyValues, FlagName>;
type Of<Name> = {
  control: Control<PolicyValues, unknown, FormPolicies>;
  name: Name;
  label: string;
  help: string;
};

function Choice({ control, name, label, help }: Of<FlagName>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange, onBlur, ref }, fieldState: { error } }) => (
        <div className="grid gap-1">
          <Checkbox
            ref={ref}
            checked={value}
            onCheckedChange={(next) => onChange(next === true)}
            onBlur={onBlur}
            aria-invalid={error !== undefined}
            label={<span className="font-medium">{label}</span>}
            help={help}
          />
          <div aria-live="polite" className="contents">
            {error ? <p className="pl-6.5 text-danger-ink text-sm">{error.message}</p> : null}
          </div>
        </div>
      )}
    />
  );
}

function NumberField({
  control,
  name,
  label,
  help,
  unit,
  className = "",
}: Of<NumberName> & { unit: string; className?: string }) {
  return (
    <FormField control={control} name={name} label={label} help={help} className={className}>
      {(field) => (
        <div className="flex items-center gap-2">
          <Input inputMode="numeric" autoComplete="off" className="w-28" {...field} />
          <span className="text-ink-muted">{unit}</span>
        </div>
      )}
    </FormField>
  );
}

type TheirChangesProps = {
  base: FormPolicies;
  theirs: FormPolicies;
  merge: ReturnType<typeof mergedOver>;
  onKeepMine: (merged: PolicyValues) => void;
  onTakeTheirs: () => void;
};

/** Somebody else saved in between: what they changed, and whose holds where both did. */
function TheirChanges({ base, theirs, merge, onKeepMine, onTakeTheirs }: TheirChangesProps) {
  return (
    <Banner tone="warn" title="Somebody else saved policies while you were editing them">
      <div className="grid gap-3">
        <p>Nothing of yours is saved yet, and nothing is lost. This is what they changed:</p>
        <ul className="grid gap-1">
          {merge.theirChanges.map((name) => (
            <li key={name}>
              <span className="font-medium text-ink">{POLICY_WORDS[name]}</span>: {policyText(name, base)} →{" "}
              {policyText(name, theirs)}
              {merge.conflicts.includes(name) ? " (you changed this, too)" : ""}
            </li>
          ))}
          {merge.theirChanges.length === 0 ? <li>Default restrictions</li> : null}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onKeepMine(merge.values)}>
            Keep my changes over theirs
          </Button>
          <Button size="sm" variant="ghost" onClick={onTakeTheirs}>
            Discard my changes
          </Button>
        </div>
      </div>
    </Banner>
  );
}
