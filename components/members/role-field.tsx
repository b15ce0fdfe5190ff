"use client";

import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { mayManage, ROLES, type Role } from "@/lib/members/permissions";

const ROLE_HELP = {
  viewer: "Sees keys and analytics, never a secret.",
  developer: "Creates keys; copies, edits, rotates and deletes their own.",
  admin: "Does everything with every key; members up to admin, policies, tokens and audit.",
  owner: "Everything, other owners included.",
} as const satisfies Record<Role, string>;

type RoleFieldProps = { myRole: Role; value: Role; onChange: (role: Role) => void };

/** The roles that somebody with `myRole` may give. Put it in a `<Field group>`. */
export function RoleField({ myRole, value, onChange }: RoleFieldProps) {
  return (
    <RadioGroup value={value} onValueChange={(role) => onChange(role as Role)}>
      {ROLES.filter((role) => mayManage(myRole, role)).map((role) => (
        <Radio key={role} value={role} label={ROLE_NAMES[role]} help={ROLE_HELP[role]} />
      ))}
    </RadioGroup>
  );
}
