"use client";

import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { STAFF_ROLES, type StaffRole } from "@/lib/members/permissions";
import { STAFF_ROLE_WORDS } from "./words";

type StaffRoleFieldProps = { value: StaffRole; onChange: (role: StaffRole) => void };

/** One of the two roles, with what it may do. */
export function StaffRoleField({ value, onChange }: StaffRoleFieldProps) {
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => onChange(next === "operator" ? "operator" : "support")}
    >
      {STAFF_ROLES.map((role) => (
        <Radio
          key={role}
          value={role}
          label={STAFF_ROLE_WORDS[role].word}
          help={STAFF_ROLE_WORDS[role].help}
        />
      ))}
    </RadioGroup>
  );
}
