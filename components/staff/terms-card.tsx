"use client";

import { useState } from "react";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { notify } from "@/components/ui/notify";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import { ChangeTermsInput, ORG_TYPES } from "@/lib/orgs/schemas";
import type { PlanItem } from "@/lib/plans/list";
import type { OrgActions } from "./org-actions";

type TermsCardProps = {
  org: {
    id: string;
    type: "enterprise" | "self_serve";
    version: number;
    plan: { id: string; name: string; isRetired: boolean } | null;
    keys: number;
  };
  plans: readonly Pick<PlanItem, "id" | "name" | "orgType" | "isRetired">[];
  change: OrgActions["changeTerms"];
};

/** What an organization is and gets: its type and its plan. */
export function TermsCard({ org, plans, change }: TermsCardProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card aria-label="Type and plan">
      <CardHeader
        title="Type and plan"
        actions={
          <Button size="sm" onClick={() => setOpen(true)}>
            Change
          </Button>
        }
      />
      <CardBody>
        <Facts>
          <Fact name="Type">{ORG_TYPE_WORDS[org.type]}</Fact>
          <Fact name="Plan">
            {org.plan === null
              ? "None: the defaults of each endpoint class hold."
              : `${org.plan.name}${org.plan.isRetired ? " (not offered any more)" : ""}`}
          </Fact>
        </Facts>
      </CardBody>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        {isOpen ? (
          <TermsDialog org={org} plans={plans} change={change} onDone={() => setOpen(false)} />
        ) : null}
      </Dialog>
    </Card>
  );
}

const NONE = "none";

function TermsDialog({ org, plans, change, onDone }: TermsCardProps & { onDone: () => void }) {
  const form = useZodForm(ChangeTermsInput, {
    defaultValues: {
      orgId: org.id,
      version: org.version,
      type: org.type,
      planId: org.plan?.id ?? null,
      reason: "",
    },
  });
  const type = form.watch("type");
  const offered = plans.filter(
    (plan) => plan.orgType === type && (!plan.isRetired || plan.id === org.plan?.id),
  );
  return (
    <FormDialog
      title="Change type and plan"
      description="In force everywhere within a second, and in the organization’s audit log."
      submitLabel="Save terms"
      form={form}
      submit={change}
      onDone={() => {
        notify.done("Terms saved");
        onDone();
      }}
    >
      <FormField control={form.control} name="type" label="Type" group>
        {(field) => (
          <RadioGroup
            value={field.value}
            onValueChange={(value) => {
              field.onChange(value);
              form.setValue("planId", null);
            }}
          >
            {ORG_TYPES.map((value) => (
              <Radio key={value} value={value} label={ORG_TYPE_WORDS[value]} />
            ))}
          </RadioGroup>
        )}
      </FormField>
      {type === org.type ? null : (
        <Banner tone="warn" title={`The billing type of ${org.keys} keys changes with it`}>
          {type === "self_serve"
            ? "Paying becomes Pay as you grow, Evaluation and Free become Freemium."
            : "Pay as you grow becomes Paying, Freemium becomes Free."}{" "}
          A key keeps the end it has.
        </Banner>
      )}
      <FormField control={form.control} name="planId" label="Plan">
        {({ value, onChange, ref, onBlur }) => (
          <Select
            ref={ref}
            onBlur={onBlur}
            value={value ?? NONE}
            onValueChange={(next) => onChange(next === NONE ? null : next)}
            options={[
              { value: NONE, label: "No plan" },
              ...offered.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </FormField>
      <FormField control={form.control} name="reason" label="Reason" optional help="Kept in the audit log.">
        {(field) => <Textarea rows={2} maxLength={500} {...field} value={field.value ?? ""} />}
      </FormField>
    </FormDialog>
  );
}
