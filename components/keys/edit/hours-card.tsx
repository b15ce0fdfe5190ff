"use client";

import dynamic from "next/dynamic";
import { type Control, Controller, useController, useFieldArray } from "react-hook-form";
import type { EditValues } from "./edit-values";
import { RestrictionCard } from "./restriction-card";

const WORKDAY_HOURS = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "08:00",
  to: "18:00",
} satisfies EditValues["hours"]["windows"][number];

// What it lists is in the page from the start where it is on, and else comes when somebody is about to turn it on.
const HoursFields = dynamic(() => import("./hours-fields").then((module) => module.HoursFields));
const load = () => void import("./hours-fields").catch(() => {});

/** When a key may be used. */
export function HoursCard({ control }: { control: Control<EditValues> }) {
  const { fields, append, remove } = useFieldArray({ control, name: "hours.windows" });
  const { field: zone } = useController({ control, name: "hours.zone" });
  return (
    <Controller
      control={control}
      name="hours.mode"
      render={({ field: { value, onChange } }) => (
        <RestrictionCard
          name="hours"
          description="Times of the week at which the key works, by the clock on the wall of one time zone."
          mode={value}
          onModeChange={(mode) => {
            onChange(mode);
            if (mode === "off" || fields.length > 0) return;
            append(WORKDAY_HOURS);
            if (zone.value === "UTC") zone.onChange(Intl.DateTimeFormat().resolvedOptions().timeZone);
          }}
          onReach={load}
          count={fields.length}
        >
          <HoursFields
            control={control}
            windows={fields}
            onAdd={() => append(WORKDAY_HOURS)}
            onRemove={remove}
          />
        </RestrictionCard>
      )}
    />
  );
}
