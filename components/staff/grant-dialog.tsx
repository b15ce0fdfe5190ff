"use client";

import { useState } from "react";
import { KIND_WORDS, UNIT_WORDS } from "@/components/keys/limit-words";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { FormTime } from "@/components/ui/form-time";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import { GrantLimitInput } from "@/lib/limits/schemas";
import { LIMIT_UNITS } from "@/lib/limits/units";
import { FormNumber } from "./form-number";
import type { OrgActions } from "./org-actions";

type GrantDialogProps = { orgId: string; grant: OrgActions["grantLimit"]; onDone: () => void };

const KINDS = ["qps", "concurrency", "hour", "day", "month"] as const;
const PERIODS: ReadonlySet<string> = new Set(["hour", "day", "month"]);

/** A ceiling over all keys of an organization, or a quota of one key. QPS of one key go through a QPS request. */
export function GrantDialog({ orgId, grant, onDone }: GrantDialogProps) {
  const [keyId, setKeyId] = useState("");
  const form = useZodForm(GrantLimitInput, {
    defaultValues: {
      to: { orgId },
      kind: "month",
      unit: "requests",
      classId: null,
      value: Number.NaN,
      isSoft: false,
      from: null,
      until: null,
      reason: "",
    },
  });
  const { control } = form;
  const isQuota = PERIODS.has(form.watch("kind"));
  return (
    <FormDialog
      title="Grant limit"
      description="The customer sees it, and it is in their audit log."
      submitLabel="Grant limit"
      form={form}
      submit={grant}
      onDone={() => {
        notify.done("Limit granted");
        onDone();
      }}
    >
      <Field
        label="Key ID"
        optional
        help="Empty: a ceiling over all keys together."
        error={form.formState.errors.to === undefined ? undefined : "This is not a key ID."}
      >
        <Input
          autoComplete="off"
          spellCheck={false}
          placeholder="key_…"
          value={keyId}
          onChange={({ target }) => {
            const typed = target.value.trim();
            setKeyId(target.value);
            form.setValue("to", typed === "" ? { orgId } : { keyId: typed });
            // Queries per second of one key belong to an endpoint class, and go through a QPS request.
            if (typed !== "" && form.getValues("kind") === "qps") form.setValue("kind", "month");
          }}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField control={control} name="kind" label="What is limited">
          {({ value, onChange, ref, onBlur }) => (
            <Select
              ref={ref}
              onBlur={onBlur}
              value={value}
              onValueChange={(next) => {
                onChange(next);
                if (!PERIODS.has(next)) form.setValue("unit", "requests");
              }}
              options={KINDS.filter((kind) => kind !== "qps" || keyId.trim() === "").map((kind) => ({
                value: kind,
                label: KIND_WORDS[kind],
              }))}
            />
          )}
        </FormField>
        <FormField control={control} name="unit" label="Counted in">
          {({ value, onChange, ref, onBlur }) => (
            <Select
              ref={ref}
              onBlur={onBlur}
              value={value ?? "requests"}
              disabled={!isQuota}
              onValueChange={onChange}
              options={LIMIT_UNITS.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }))}
            />
          )}
        </FormField>
      </div>
      <FormNumber control={control} name="value" label="At most" />
      <FormTime optional control={control} name="from" label="Begins" none="Now." choicesDays={[1]} />
      <FormTime
        optional
        control={control}
        name="until"
        label="Ends"
        none="Without end."
        choicesDays={[30, 365]}
      />
      <FormField control={control} name="reason" label="Reason" optional help="Kept in the audit log.">
        {(field) => <Textarea rows={2} maxLength={500} {...field} value={field.value ?? ""} />}
      </FormField>
    </FormDialog>
  );
}
