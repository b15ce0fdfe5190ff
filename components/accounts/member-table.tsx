import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Role } from "@/lib/members/permissions";
import { ROLE_NAMES } from "./role-words";

type Member = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  isDisabled: boolean;
  isMe: boolean;
};

export function MemberTable({ members }: { members: readonly Member[] }) {
  return (
    <Table label="Members">
      <TableHead>
        <tr>
          <TableHeader>Name</TableHeader>
          <TableHeader>E-mail</TableHeader>
          <TableHeader>Role</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Joined</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.userId}>
            <TableCell className="font-medium whitespace-nowrap">
              {member.name} {member.isMe ? <Tag className="ml-1.5">you</Tag> : null}
            </TableCell>
            <TableCell className="whitespace-nowrap text-ink-muted">{member.email}</TableCell>
            <TableCell>{ROLE_NAMES[member.role]}</TableCell>
            <TableCell>
              {member.isDisabled ? <Badge tone="idle">Disabled</Badge> : <Badge tone="ok">Active</Badge>}
            </TableCell>
            <TableCell className="text-ink-muted">
              <RelativeTime at={member.joinedAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
