"use client";

import { type Control, Controller } from "react-hook-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import type { EditValues, OrgRules } from "./edit-values";

type KeepingCardProps = { control: Control<EditValues>; rules: Pick<OrgRules, "rotateEveryDays"> };

/** How often the secret is to change, and whether the key can be deleted. */
export function KeepingCard({ control, rules: { rotateEveryDays } }: KeepingCardProps) {
  return (
    <Card>
      <CardHeader title="Rotation and deletion" />
      <CardBody className="grid gap-6">
        <FormField
          control={control}
          name="rotateEveryDays"
          label="Rotate every"
          help={
            rotateEveryDays === null
              ? "Empty: no interval. You are reminded before a rotation is due."
              : `Empty: every ${days(rotateEveryDays)}, as your organization says. A key of its own can be rotated more often.`
          }
        >
          {(field) => (
            <span className="flex items-center gap-2 text-sm">
              <Input
                {...field}
                inputMode="numeric"
                autoComplete="off"
                placeholder={rotateEveryDays === null ? "" : String(rotateEveryDays)}
                className="w-20 text-right tabular-nums"
              />
              <span className="text-ink-muted">days</span>
            </span>
          )}
        </FormField>
        <Controller
          control={control}
          name="isProtected"
          render={({ field: { value, onChange } }) => (
            <Checkbox
              checked={value}
              onCheckedChange={(next) => onChange(next === true)}
              label="Protect from deletion"
              help="Nobody can delete the key until somebody clears this box again, which the audit log shows. It can still be disabled."
            />
          )}
        />
      </CardBody>
    </Card>
  );
}

function days(count: number): string {
  return count === 1 ? "day" : `${count} days`;
}
