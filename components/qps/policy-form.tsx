"use client";

import { useRouter } from "next/navigation";
import { Controller } from "react-hook-form";
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
import { PolicyForm as PolicySchema, policyValues } from "./policy-values";
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
          <FormField
            control={control}
            name="answerWithinHours"
            label="Answer within"
            help="Hours from sending. The clock waits while a question is open; requests sent before keep their promise."
          >
            {(field) => (
              <span className="flex items-center gap-2">
                <Input {...field} inputMode="numeric" autoComplete="off" className="w-28" />
                <span className="text-ink-muted">hours</span>
              </span>
            )}
          </FormField>
          <FormField
            control={control}
            name="twoReviewersAbove"
            label="Two reviewers above"
            help="A grant of more takes two people who agree to the very same. Empty: one is always enough."
          >
            {(field) => (
              <span className="flex items-center gap-2">
                <Input {...field} inputMode="numeric" autoComplete="off" className="w-28" />
                <span className="text-ink-muted">QPS</span>
              </span>
            )}
          </FormField>
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Approval by itself"
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
                label={<span className="font-medium">Approve small requests by itself</span>}
                help="Only below the contract’s ceiling, and while no abuse flag is up."
              />
            )}
          />
          <FormField
            control={control}
            name="maxFactor"
            label="Up to"
            help="Times what was agreed before."
            className="sm:max-w-72"
          >
            {(field) => <Input {...field} inputMode="decimal" autoComplete="off" className="w-28" />}
          </FormField>
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
