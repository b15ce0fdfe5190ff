"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { showActionError } from "@/components/ui/show-action-error";
import type { ActionResult } from "@/lib/actions/result";
import { ORG_TYPES } from "@/lib/orgs/schemas";
import type { PlanItem } from "@/lib/plans/list";
import type { PlanClass } from "@/lib/plans/list-classes";
import { CreatePlanInput, type EditPlanInput } from "@/lib/plans/schemas";
import { FormNumber } from "./form-number";
import { PlanQpsFields, PlanQuotaFields } from "./plan-limits-fields";
import { type PlanValues, planContent, planValues } from "./plan-values";

type PlanFormProps = {
  /** `null`: a new one. */
  plan: PlanItem | null;
  classes: readonly PlanClass[];
  create: (input: z.input<typeof CreatePlanInput>) => Promise<ActionResult<{ id: string }>>;
  edit: (input: z.input<typeof EditPlanInput>) => Promise<ActionResult<{ version: number }>>;
};

/** What a plan is called, and what it gives. */
export function PlanForm({ plan, classes, create, edit }: PlanFormProps) {
  const router = useRouter();
  const form = useForm<PlanValues>({ defaultValues: planValues(plan, classes) });
  const { control, formState, handleSubmit, setError } = form;
  const save = handleSubmit(async (values) => {
    const content = planContent(values);
    const fault = CreatePlanInput.safeParse({ ...content, orgType: values.orgType }).error?.issues[0];
    if (fault !== undefined) {
      const field = fault.path[0] === "name" || fault.path[0] === "maxKeys" ? fault.path[0] : "root.server";
      setError(field, { type: "input", message: fault.message });
      return;
    }
    const result =
      plan === null
        ? await create({ ...content, orgType: values.orgType })
        : await edit({ ...content, planId: plan.id, version: plan.version });
    if (!result.ok) return showActionError(form, result.error);
    notify.done(plan === null ? "Plan created" : "Plan saved");
    router.push("/staff/plans");
  });
  return (
    <form method="post" noValidate className="grid max-w-3xl gap-6" onSubmit={(event) => void save(event)}>
      <FormError errors={formState.errors} />
      {plan !== null && plan.orgs > 0 ? (
        <Banner
          tone="info"
          title={
            plan.orgs === 1 ? "1 organization has this plan" : `${plan.orgs} organizations have this plan`
          }
        >
          What you save is in force for all of them within a second.
        </Banner>
      ) : null}
      <Card aria-label="Plan">
        <CardBody className="grid gap-5 pt-5">
          <FormField control={control} name="name" label="Name" help="Customers read it." required>
            {(field) => <Input autoComplete="off" maxLength={60} {...field} />}
          </FormField>
          {plan === null ? (
            <FormField control={control} name="orgType" label="For organizations of type" group>
              {(field) => (
                <RadioGroup value={field.value} onValueChange={field.onChange}>
                  {ORG_TYPES.map((value) => (
                    <Radio key={value} value={value} label={ORG_TYPE_WORDS[value]} />
                  ))}
                </RadioGroup>
              )}
            </FormField>
          ) : null}
          <FormNumber
            control={control}
            name="maxKeys"
            label="Keys"
            none="No limit"
            help="Most keys an organization can have. Keys beyond a smaller number stay."
          />
        </CardBody>
      </Card>
      <Card aria-label="Queries per second">
        <CardHeader
          title="Queries per second"
          description="Of each key, by endpoint class. A granted limit takes its place while it holds."
        />
        <PlanQpsFields control={control} classes={classes} />
      </Card>
      <Card aria-label="Quotas">
        <CardHeader
          title="Quotas"
          description="Of the whole organization, in UTC periods. Empty: no quota."
        />
        <PlanQuotaFields control={control} />
      </Card>
      <div className="flex justify-end gap-2">
        <Button asChild>
          <Link href="/staff/plans">Cancel</Link>
        </Button>
        <Button type="submit" variant="primary" pending={formState.isSubmitting}>
          {plan === null ? "Create plan" : "Save plan"}
        </Button>
      </div>
    </form>
  );
}
