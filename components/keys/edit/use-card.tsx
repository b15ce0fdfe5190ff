"use client";

import { type Control, Controller } from "react-hook-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormTime } from "@/components/ui/form-time";
import { formatAbsolute } from "@/components/ui/format-time";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { ACCESS_WORDS } from "../words";
import type { EditValues, OrgRules } from "./edit-values";

type UseCardProps = { control: Control<EditValues>; rules: OrgRules };

/** What a key may do, and from when to when. */
export function UseCard({ control, rules }: UseCardProps) {
  const { allowQueryKeys, latestEnd } = rules;
  return (
    <Card>
      <CardHeader title="Use" />
      <CardBody className="grid gap-6">
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
              checked={value && allowQueryKeys}
              disabled={!allowQueryKeys}
              onCheckedChange={(next) => onChange(next === true)}
              label="Accept the key in the query string"
              help={
                allowQueryKeys
                  ? "Needed where only a URL can be given, for map tiles for instance. URLs end up in logs and histories; without it the key must come in a header."
                  : "Your organization does not allow keys in URLs."
              }
            />
          )}
        />
        <div className="grid gap-6 sm:grid-cols-2">
          <FormTime
            control={control}
            name="validFrom"
            label="Valid from"
            none="Empty: at once."
            help="Calls before it are refused."
          />
          <FormTime
            control={control}
            name="expiresAt"
            label="Expires"
            none={
              latestEnd === null
                ? "Empty: never."
                : `Your organization asks for an end, by ${formatAbsolute(Date.parse(latestEnd), "UTC")}.`
            }
            help="Calls from then on are refused."
            latest={latestEnd}
            choicesDays={[30, 90, 365]}
          />
        </div>
      </CardBody>
    </Card>
  );
}
