"use client";

import { useRouter } from "next/navigation";
import { type Control, Controller } from "react-hook-form";
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
import type { QpsPolicy } from "@/lib/qps/schemas";
import { PolicyForm as PolicySchema, type PolicyValues, policyValues } from "./policy-values";
import type { ChangePolicy } from "./review-actions";

type PolicyFormProps = {
  policy: QpsPolicy;
  version: number;
  /** Support staff may read it. */
  mayEdit: boolean;
  save: ChangePolicy;
};

/** How requests are treated: promised time, when two reviewers are needed, what is approved by itself. */
export function PolicyForm({ policy, version, mayEdit, save }: PolicyFormProps) {
  const router = useRouter();
  const form = useZodForm(PolicySchema, { defaultValues: policyValues(policy), disabled: !mayEdit });
  const { control, formState } = form;
  const submit = form.handleSubmit(async (wanted) => {
    const result = await steppingUp(save)({ policy: wanted, version });
    if (!result.ok) {
      showActionError(form, result.error);
      return;
    }
    form.reset(policyValues(wanted));
    notify.done("Policy saved");
    router.refresh();
  });
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="grid max-w-3xl gap-6">
      <FormError errors={formState.errors} />
      {mayEdit ? null : <Banner title="Operators change this">You see what holds.</Banner>}
      <Card>
        <CardHeader title="Answer and review" />
        <CardBody className="grid gap-5 sm:grid-cols-2">
          <Amount
            control={control}
            name="answerWithinHours"
            label="Answer within"
            unit="hours"
            help="From sending. The clock waits while a question is open; requests sent before keep their promise."
          />
          <Amount
            control={control}
            name="twoReviewersAbove"
            label="Two reviewers above"
            unit="QPS"
            help="A grant of more takes two people who agree to the very same. Empty: one is always enough."
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Automatic approval"
          description="Nobody looks at what it approves. The customer is told that the policy did."
        />
        <CardBody className="grid gap-5">
          <Controller
            control={control}
            name="isAutoOn"
            render={({ field: { value, onChange, ref } }) => (
              <Checkbox
                ref={ref}
                checked={value}
                disabled={!mayEdit}
                onCheckedChange={(next) => onChange(next === true)}
                label={<span className="font-medium">Approve small requests automatically</span>}
                help="Only below the contract’s ceiling, and while no abuse flag is up."
              />
            )}
          />
          <Amount
            control={control}
            name="maxFactor"
            label="Up to"
            unit="times what was agreed before"
            className="sm:max-w-96"
          />
        </CardBody>
      </Card>
      {mayEdit ? (
        <div>
          <Button
            type="submit"
            variant="primary"
            pending={formState.isSubmitting}
            disabled={!formState.isDirty}
          >
            Save policy
          </Button>
        </div>
      ) : null}
      <LeaveDialog active={formState.isDirty} />
    </form>
  );
}

type AmountProps = {
  control: Control<PolicyValues, unknown, QpsPolicy>;
  name: "answerWithinHours" | "twoReviewersAbove" | "maxFactor";
  label: string;
  unit: string;
  help?: string;
  className?: string;
};

function Amount({ unit, ...rest }: AmountProps) {
  return (
    <FormField {...rest}>
      {(field) => (
        <span className="flex items-center gap-2">
          <Input {...field} inputMode="decimal" autoComplete="off" className="w-28" />
          <span className="text-ink-muted">{unit}</span>
        </span>
      )}
    </FormField>
  );
}
