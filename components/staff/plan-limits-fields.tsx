"use client";

import type { Control } from "react-hook-form";
import { PERIOD_WORDS, UNIT_WORDS } from "@/components/keys/limit-words";
import { formatExact } from "@/components/ui/format-number";
import { LIMIT_UNITS } from "@/lib/limits/units";
import type { PlanClass } from "@/lib/plans/list-classes";
import { PLAN_PERIODS } from "@/lib/plans/schemas";
import { FormNumber } from "./form-number";
import type { PlanValues } from "./plan-values";

type PlanQpsFieldsProps = { control: Control<PlanValues>; classes: readonly PlanClass[] };

/** A number for each endpoint class; empty: the class's default. */
export function PlanQpsFields({ control, classes }: PlanQpsFieldsProps) {
  if (classes.length === 0) {
    return <p className="px-5 pb-5 text-ink-muted">There is no product yet. Its classes appear here.</p>;
  }
  return (
    <ul className="grid gap-x-6 gap-y-5 px-5 pb-5 sm:grid-cols-2">
      {classes.map(({ classId, className, productName, defaultQps }, index) => (
        <li key={classId}>
          <FormNumber
            control={control}
            name={`qps.${index}.qps`}
            label={`${productName}: ${className}`}
            none={`${formatExact(defaultQps)} by default`}
            optional={false}
          />
        </li>
      ))}
    </ul>
  );
}

/** A number for each period and unit. */
export function PlanQuotaFields({ control }: { control: Control<PlanValues> }) {
  return (
    <div className="grid gap-5 px-5 pb-5">
      {PLAN_PERIODS.map((kind, period) => (
        <div key={kind} className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
          {LIMIT_UNITS.map((unit, at) => (
            <FormNumber
              key={unit}
              control={control}
              name={`quotas.${period * LIMIT_UNITS.length + at}.value`}
              label={`${capitalized(UNIT_WORDS[unit])} ${PERIOD_WORDS[kind]}`}
              none="None"
              optional={false}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
