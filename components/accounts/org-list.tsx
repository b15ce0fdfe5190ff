import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Tag } from "@/components/ui/tag";
import { ORG_TYPE_WORDS } from "./org-type-words";

type OrgListProps = {
  orgs: readonly { slug: string; name: string; type: "enterprise" | "self_serve"; role: string }[];
};

export function OrgList({ orgs }: OrgListProps) {
  return (
    <ul className="-mx-3 grid gap-0.5">
      {orgs.map((org) => (
        <li key={org.slug}>
          <Link
            href={`/o/${org.slug}/keys`}
            className="flex items-center gap-3 rounded-md px-3 py-2.5 transition-colors hover:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{org.name}</span>
              <span className="block text-sm text-ink-muted">{ORG_TYPE_WORDS[org.type]}</span>
            </span>
            <Tag>{org.role}</Tag>
            <ChevronRight aria-hidden="true" className="size-4 text-ink-faint" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
