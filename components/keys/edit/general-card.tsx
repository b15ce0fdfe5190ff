"use client";

import { type Control, Controller } from "react-hook-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { ACCESS_WORDS } from "../words";
import { DateTimeField } from "./date-time-field";
import type { EditValues } from "./edit-values";

type GeneralCardProps = { control: Control<EditValues>; isQueryAllowedByOrg: boolean };

/** What a key is called, what it may do and for how long. */
export function GeneralCard({ control, isQueryAllowedByOrg }: GeneralCardProps) {
  return (
    <Card>
      <CardHeader title="General" />
      <CardBody className="grid gap-6">
        <FormField control={control} name="name" label="Name" required>
          {(field) => <Input {...field} maxLength={80} autoComplete="off" data-1p-ignore />}
        </FormField>
        <Field group label="Access">
          <Controller
            control={control}
            name="access"
            render={({ field: { value, onChange, onBlur } }) => (
              <RadioGroup value={value} onValueChange={onChange} onBlur={onBlur}>
                {(["write", "read"] as const).map((access) => (
                  <Radio
                    key={access}
                    value={access}
                    label={ACCESS_WORDS[access].word}
                    help={ACCESS_WORDS[access].help}
                  />
                ))}
              </RadioGroup>
            )}
          />
        </Field>
        <Controller
          control={control}
          name="allowQueryKey"
          render={({ field: { value, onChange } }) => (
            <Checkbox
              checked={value && isQueryAllowedByOrg}
              disabled={!isQueryAllowedByOrg}
              onCheckedChange={(next) => onChange(next === true)}
              label="Accept the key in the query string"
              help={
                isQueryAllowedByOrg
                  ? "Needed where only a URL can be given, for map tiles for instance. URLs end up in logs and histories; without it the key must come in a header."
                  : "Your organization does not allow keys in URLs."
              }
            />
          )}
        />
        <div className="grid gap-6 sm:grid-cols-2">
          <DateTimeField
            control={control}
            name="validFrom"
            label="Valid from"
            none="Empty: at once."
            help="Calls before it are refused."
          />
          <DateTimeField
            control={control}
            name="expiresAt"
            label="Expires"
            none="Empty: never."
            help="Calls from then on are refused."
          />
        </div>
      </CardBody>
    </Card>
  );
}
