"use client";

import { Plus, Trash2 } from "lucide-react";
import { type Control, useController, useFieldArray, useFormState, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { formatExact } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { LIMIT_UNITS } from "@/lib/limits/units";
import { PERIOD_WORDS, UNIT_WORDS } from "../limit-words";
import { classNameOf, classOptions } from "./class-options";
import type { CatalogProduct, EditableKey, EditValues } from "./edit-values";
import { agreedQuota, PERIODS, type Quota } from "./limit-values";

type QuotasFieldProps = {
  control: Control<EditValues>;
  catalog: readonly CatalogProduct[];
  limits: EditableKey["limits"];
};

const UNITS = LIMIT_UNITS.map((value) => ({ value, label: UNIT_WORDS[value] }));
const PERIOD_OPTIONS = PERIODS.map((value) => ({ value, label: PERIOD_WORDS[value] }));

const ALL = "all";

/** How much a key may call in an hour, a day or a month, all its calls together or those of one class; how many at once. */
export function QuotasField({ control, catalog, limits }: QuotasFieldProps) {
  const { fields, append, remove } = useFieldArray({ control, name: "quotas" });
  const agreed = agreedText(limits, catalog);
  return (
    <div className="grid gap-5 border-line border-t px-5 py-4">
      <fieldset className="grid gap-3">
        <legend className="font-medium">Quotas</legend>
        <p className="text-sm text-ink-muted">
          Of all calls of this key together, or of one class; hours, days and months are those of UTC. Refused
          calls do not count.
          {agreed}
        </p>
        {fields.map((row, index) => (
          <QuotaRow
            key={row.id}
            control={control}
            index={index}
            catalog={catalog}
            limits={limits}
            onRemove={() => remove(index)}
          />
        ))}
        <RowsError control={control} />
        <div>
          <Button size="sm" onClick={() => append({ ...unused(fields), value: "" })}>
            <Plus aria-hidden="true" />
            Add quota
          </Button>
        </div>
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField
          control={control}
          name="concurrency"
          label="Calls at the same time"
          optional
          help="More than these under way at once are refused."
        >
          {(field) => <NumberInput {...field} className="max-w-40" />}
        </FormField>
        <FormField
          control={control}
          name="qps_address"
          label="QPS of one client address"
          optional
          help="Keeps one visitor from using up what all share."
        >
          {(field) => <NumberInput {...field} className="max-w-40" />}
        </FormField>
      </div>
    </div>
  );
}

type RowProps = QuotasFieldProps & { index: number; onRemove: () => void };

function QuotaRow({ control, catalog, limits, index, onRemove }: RowProps) {
  const { field: value, fieldState } = useController({ control, name: `quotas.${index}.value` });
  const { field: unit } = useController({ control, name: `quotas.${index}.unit` });
  const { field: period } = useController({ control, name: `quotas.${index}.period` });
  const { field: of } = useController({ control, name: `quotas.${index}.classId` });
  const products = useWatch({ control, name: "products" });
  const most = agreedQuota(limits, { period: period.value, unit: unit.value, classId: of.value });
  const named = `quota ${index + 1}`;
  return (
    <Field label={<span className="sr-only">Amount, {named}</span>} error={fieldState.error?.message}>
      <span className="flex flex-wrap items-end gap-2">
        <NumberInput
          {...value}
          className="w-32 text-right tabular-nums"
          placeholder={most === null ? "" : String(most)}
        />
        <RowSelect name={`Unit, ${named}`} options={UNITS} field={unit} />
        <RowSelect name={`Period, ${named}`} options={PERIOD_OPTIONS} field={period} />
        <RowSelect
          name={`Of which calls, ${named}`}
          options={ofOptions(of.value, products, catalog)}
          field={{
            ...of,
            value: of.value ?? ALL,
            onChange: (value) => of.onChange(value === ALL ? null : value),
          }}
          wide
        />
        <IconButton icon={Trash2} label={`Remove ${named}`} size="sm" className="mb-0.5" onClick={onRemove} />
        {most === null ? null : (
          <span className="pb-1.5 text-sm text-ink-muted">
            of <span className="text-ink tabular-nums">{formatExact(most)}</span> agreed
          </span>
        )}
      </span>
    </Field>
  );
}

type RowSelectProps = {
  name: string;
  options: readonly { value: string; label: string }[];
  field: { value: string; onChange: (value: string) => void; onBlur: () => void };
  wide?: boolean;
};

/** Outside the row's own `Field`, whose label is that of the amount. */
function RowSelect({ name, options, field, wide = false }: RowSelectProps) {
  return (
    <Field label={<span className="sr-only">{name}</span>}>
      <Select
        options={options}
        value={field.value}
        onValueChange={field.onChange}
        onBlur={field.onBlur}
        className={wide ? "w-56" : "w-32"}
      />
    </Field>
  );
}

/** What is wrong with the rows together: the same quota twice, too many of them. */
function RowsError({ control }: { control: Control<EditValues> }) {
  const { errors } = useFormState({ control, name: "quotas" });
  const error = errors.quotas?.message ?? errors.quotas?.root?.message;
  return (
    <div aria-live="polite" className="contents">
      {error ? <p className="text-sm text-danger-ink">{error}</p> : null}
    </div>
  );
}

/** The first period that has no quota of requests yet. */
function unused(rows: readonly Omit<Quota, "value">[]): Omit<Quota, "value"> {
  const free = (["month", "day", "hour"] as const).find(
    (period) => !rows.some((row) => row.period === period && row.unit === "requests" && row.classId === null),
  );
  return { period: free ?? "month", unit: "requests", classId: null };
}

/** A class that was taken away above stays in its row, where the person sees it and what to do. */
function ofOptions(
  classId: string | null,
  products: EditValues["products"],
  catalog: readonly CatalogProduct[],
) {
  const callable = classOptions(products, catalog);
  const isGone = classId !== null && !callable.some(({ value }) => value === classId);
  return [
    { value: ALL, label: "of all calls" },
    ...callable.map(({ value, label }) => ({ value, label: `of ${label}` })),
    ...(isGone ? [{ value: classId, label: `of ${classNameOf(catalog, classId)} (not allowed)` }] : []),
  ];
}

function agreedText(limits: EditableKey["limits"], catalog: readonly CatalogProduct[]): string {
  const agreed = limits.flatMap(({ source, kind, unit, classId }) => {
    const period = PERIODS.find((one) => one === kind);
    if (source === "customer" || period === undefined) return [];
    const of = classId === null ? "" : ` of ${classNameOf(catalog, classId)}`;
    const most = formatExact(agreedQuota(limits, { period, unit, classId }) ?? 0);
    return [`${most} ${UNIT_WORDS[unit]} ${PERIOD_WORDS[period]}${of}`];
  });
  return agreed.length === 0 ? "" : ` Agreed: ${[...new Set(agreed)].join(", ")}; you can set less.`;
}
