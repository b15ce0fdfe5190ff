"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import type { PlanPrices } from "@/lib/plans/find-prices";
import type { PlanClass } from "@/lib/plans/list-classes";
import type { SetPricesInput } from "@/lib/plans/price-schemas";
import { FormNumber } from "./form-number";
import { PricesForm, priceRows, priceValues } from "./price-values";

type PlanPricesFormProps = {
  plan: { id: string; version: number };
  list: PlanPrices;
  classes: readonly PlanClass[];
  save: (input: SetPricesInput) => Promise<ActionResult<{ version: number }>>;
};

/** What a plan asks for calls of each endpoint class. */
export function PlanPricesForm({ plan, list, classes, save }: PlanPricesFormProps) {
  const router = useRouter();
  const form = useZodForm(PricesForm, { defaultValues: priceValues(list, classes) });
  const { control, formState, handleSubmit } = form;
  const back = `/staff/plans/${plan.id}`;
  const submit = handleSubmit(async (wish) => {
    const result = await save({
      planId: plan.id,
      version: plan.version,
      currency: wish.currency,
      prices: priceRows(wish),
    });
    if (!result.ok) return showActionError(form, result.error);
    notify.done("Price list saved");
    router.push(back);
  });
  return (
    <form method="post" noValidate className="grid max-w-3xl gap-6" onSubmit={(event) => void submit(event)}>
      <FormError errors={formState.errors} />
      <Card>
        <CardBody className="pt-5">
          <FormField
            control={control}
            name="currency"
            label="Currency"
            help="Three letters, EUR say. Empty: customers see transactions and no costs."
            optional
          >
            {(field) => (
              <Input
                {...field}
                className="w-24 font-mono uppercase"
                maxLength={3}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
              />
            )}
          </FormField>
        </CardBody>
      </Card>
      <Card aria-label="Prices">
        <CardHeader
          title="Prices"
          description="For 1,000 transactions of an endpoint class, and how many of a month cost nothing. Included ones belong to the whole organization."
        />
        <ul className="divide-y divide-line border-line border-t">
          {classes.map(({ classId, className, productName }, at) => (
            <li key={classId} className="px-5 pt-3 pb-5">
              <fieldset className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
                <legend className="mb-2 font-medium">
                  {productName}: {className}
                </legend>
                <FormField control={control} name={`rows.${at}.price`} label="Per 1,000 transactions">
                  {(field) => (
                    <Input {...field} inputMode="decimal" autoComplete="off" placeholder="No price" />
                  )}
                </FormField>
                <FormNumber
                  control={control}
                  name={`rows.${at}.included`}
                  label="Included per month"
                  none="None"
                  optional={false}
                />
              </fieldset>
            </li>
          ))}
        </ul>
      </Card>
      <div className="flex justify-end gap-2">
        <Button asChild>
          <Link href={back}>Cancel</Link>
        </Button>
        <Button type="submit" variant="primary" pending={formState.isSubmitting}>
          Save price list
        </Button>
      </div>
    </form>
  );
}
