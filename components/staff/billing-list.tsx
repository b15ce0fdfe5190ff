"use client";

import { useState } from "react";
import { BILLING_WORDS } from "@/components/keys/words";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import type { BillingTermsItem } from "@/lib/plans/list-billing-terms";
import { ChangeBillingTermsInput } from "@/lib/plans/schemas";
import { FormNumber } from "./form-number";

type Change = (input: ChangeBillingTermsInput) => Promise<ActionResult<unknown>>;

/** Every billing type, and how its keys behave. */
export function BillingList({ terms, change }: { terms: readonly BillingTermsItem[]; change: Change }) {
  const [edited, setEdited] = useState<BillingTermsItem | null>(null);
  return (
    <>
      <ul className="grid gap-4 lg:grid-cols-2 xl:grid-cols-3">
        {terms.map((item) => (
          <li key={item.billingType}>
            <Card className="h-full">
              <CardHeader
                title={BILLING_WORDS[item.billingType].word}
                actions={
                  <Button size="sm" onClick={() => setEdited(item)}>
                    Edit
                    <span className="sr-only"> {BILLING_WORDS[item.billingType].word}</span>
                  </Button>
                }
              />
              <CardBody>
                <p className="-mt-2 mb-4 text-ink-muted">{BILLING_WORDS[item.billingType].help}</p>
                <Facts>
                  <Fact name="Ends">
                    {item.endsAfterDays === null
                      ? "only when its key says so"
                      : `${formatExact(item.endsAfterDays)} days after a key was made`}
                  </Fact>
                  <Fact name="Per day">{quotaText(item.dayRequests)}</Fact>
                  <Fact name="Per month">{quotaText(item.monthRequests)}</Fact>
                  <Fact name="Keys">{formatExact(item.keys)}</Fact>
                </Facts>
              </CardBody>
            </Card>
          </li>
        ))}
      </ul>
      <Dialog open={edited !== null} onOpenChange={() => setEdited(null)}>
        {edited === null ? null : (
          <TermsDialog item={edited} change={change} onDone={() => setEdited(null)} />
        )}
      </Dialog>
    </>
  );
}

function quotaText(value: number | null): string {
  return value === null ? "no quota" : `${formatExact(value)} requests a key`;
}

type TermsDialogProps = { item: BillingTermsItem; change: Change; onDone: () => void };

function TermsDialog({ item, change, onDone }: TermsDialogProps) {
  const { billingType, endsAfterDays, dayRequests, monthRequests, keys, keysWithoutEnd } = item;
  const { word } = BILLING_WORDS[billingType];
  const form = useZodForm(ChangeBillingTermsInput, {
    defaultValues: { billingType, endsAfterDays, dayRequests, monthRequests, reason: "" },
  });
  return (
    <FormDialog
      title={`Terms of ${word}`}
      description={`Quotas hold for its ${formatExact(keys)} keys within a second. A granted limit takes their place.`}
      submitLabel="Save terms"
      form={form}
      submit={change}
      onDone={() => {
        notify.done(`Terms of ${word} saved`);
        onDone();
      }}
    >
      <FormNumber
        control={form.control}
        name="endsAfterDays"
        label="Ends after, in days"
        none="Never by itself"
        help={`For keys made, or given this type, from now on. Of its keys ${formatExact(keysWithoutEnd)} have no end, and keep none.`}
      />
      <FormNumber
        control={form.control}
        name="dayRequests"
        label="Requests per key and day (UTC)"
        none="No quota"
      />
      <FormNumber
        control={form.control}
        name="monthRequests"
        label="Requests per key and month (UTC)"
        none="No quota"
      />
      <FormField control={form.control} name="reason" label="Reason" optional help="Kept in the audit log.">
        {(field) => <Textarea rows={2} maxLength={500} {...field} value={field.value ?? ""} />}
      </FormField>
    </FormDialog>
  );
}
