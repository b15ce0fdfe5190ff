"use client";

import { useState } from "react";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Tag } from "@/components/ui/tag";
import type { OrgForStaff } from "@/lib/orgs/get-for-staff";
import { MemberRoleDialog } from "./member-role-dialog";
import type { OrgActions } from "./org-actions";

type MembersCardProps = {
  orgId: string;
  members: OrgForStaff["members"];
  total: number;
  changeRole: OrgActions["changeRole"];
};

/** Who belongs to a customer, the strongest role first, and a way to give another role where nobody there can. */
export function MembersCard({ orgId, members, total, changeRole }: MembersCardProps) {
  const [changed, setChanged] = useState<OrgForStaff["members"][number] | null>(null);
  return (
    <Card aria-label="Members">
      <CardHeader
        title="Members"
        description={total > members.length ? `The first ${members.length} of ${total}.` : "Whom to talk to."}
      />
      {members.length === 0 ? (
        <p className="px-5 pb-5 text-ink-muted">
          Nobody. Nothing of this organization can be changed by a customer.
        </p>
      ) : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto border-line border-t">
          {members.map(({ userId, name, email, role, isDisabled }) => (
            <li key={userId} className="flex items-center justify-between gap-4 px-5 py-2.5">
              <span className="min-w-0">
                <span className="block truncate">{name}</span>
                <a
                  href={`mailto:${email}`}
                  className="block truncate text-ink-muted text-sm underline-offset-4 hover:underline"
                >
                  {email}
                </a>
              </span>
              <span className="flex shrink-0 items-center gap-2">
                {isDisabled ? <Tag>disabled</Tag> : null}
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`${name} is ${ROLE_NAMES[role].toLowerCase()}. Change role`}
                  onClick={() => setChanged({ userId, name, email, role, isDisabled })}
                >
                  {ROLE_NAMES[role]}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Dialog open={changed !== null} onOpenChange={() => setChanged(null)}>
        {changed === null ? null : (
          <MemberRoleDialog
            orgId={orgId}
            member={changed}
            changeRole={changeRole}
            onDone={() => setChanged(null)}
          />
        )}
      </Dialog>
    </Card>
  );
}
