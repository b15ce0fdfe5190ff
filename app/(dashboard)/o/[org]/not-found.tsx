import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { KeysButton } from "@/components/frame/keys-button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function OrgThingNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={SearchX}
      title="This organization has nothing here"
      action={<KeysButton />}
    >
      The ID may be mistyped, or the thing was deleted or belongs to another organization. Look for it with
      the search above, or switch the organization.
    </EmptyState>
  );
}
