import { Check, Minus } from "lucide-react";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type Grant, PERMISSIONS, type Permission, ROLES } from "@/lib/members/permissions";
import { PERMISSION_WORDS, ROLE_NAMES } from "./role-words";

/** Who may do what, drawn from the table the server decides by. */
export function RoleTable() {
  const permissions = Object.keys(PERMISSION_WORDS) as Permission[];
  return (
    <Table label="What each role may do" density="compact">
      <TableHead>
        <tr>
          <TableHeader>May</TableHeader>
          {ROLES.map((role) => (
            <TableHeader key={role}>{ROLE_NAMES[role]}</TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {permissions.map((permission) => (
          <TableRow key={permission}>
            <TableCell className="min-w-48">{PERMISSION_WORDS[permission]}</TableCell>
            {ROLES.map((role) => (
              <TableCell key={role}>
                <GrantMark grant={PERMISSIONS[permission][role]} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function GrantMark({ grant }: { grant: Grant }) {
  if (grant === "own") return <span className="whitespace-nowrap">Own keys</span>;
  const Icon = grant === "yes" ? Check : Minus;
  return (
    <>
      <Icon aria-hidden="true" className={grant === "yes" ? "size-4 text-ok-ink" : "size-4 text-ink-faint"} />
      <span className="sr-only">{grant === "yes" ? "Yes" : "No"}</span>
    </>
  );
}
