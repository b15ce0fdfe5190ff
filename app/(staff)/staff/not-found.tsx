import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function StaffThingNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={SearchX}
      title="There is nothing here for you"
      action={
        <Button asChild variant="primary">
          <Link href="/staff">Go to overview</Link>
        </Button>
      }
    >
      The address may be mistyped, the thing may be gone, or your role does not open this page. What your role
      opens is in the menu.
    </EmptyState>
  );
}
