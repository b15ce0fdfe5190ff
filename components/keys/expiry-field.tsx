"use client";

import { type Control, Controller, useWatch } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Expiry } from "./expiry";

const OPTIONS = [
  { value: "never", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In one year" },
  { value: "date", label: "On a date…" },
];

type ExpiryFieldProps<Values extends Expiry, Parsed> = {
  control: Control<Values, unknown, Parsed>;
  error: string | undefined;
};

/** When a key stops working by itself. */
export function ExpiryField<Values extends Expiry, Parsed>(props: ExpiryFieldProps<Values, Parsed>) {
  // The field knows two of the form's values; the rest of the form is none of its business.
  const control = props.control as unknown as Control<Expiry>;
  const expires = useWatch({ control, name: "expires" });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Expires" help="Once it has expired, every call with the key is refused.">
        <Controller
          control={control}
          name="expires"
          render={({ field: { value, onChange, onBlur } }) => (
            <Select options={OPTIONS} value={value} onValueChange={onChange} onBlur={onBlur} />
          )}
        />
      </Field>
      {expires === "date" ? (
        <Field label="Last day" error={props.error} help="Until the end of this day in your time zone.">
          <Controller
            control={control}
            name="expiresOn"
            render={({ field: { value, onChange, onBlur } }) => (
              <Input type="date" value={value} onChange={onChange} onBlur={onBlur} />
            )}
          />
        </Field>
      ) : null}
    </div>
  );
}
