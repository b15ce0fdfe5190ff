import type { Metadata } from "next";
import Link from "next/link";
import { InstallationCard } from "@/components/staff/installation-card";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { readInstallation } from "@/lib/staff/installation";

export const metadata: Metadata = { title: "Settings" };

/** What is set elsewhere, a click away, and what the environment says. */
const ELSEWHERE = [
  {
    title: "QPS requests",
    about: "The promised time of an answer, two reviewers, what is approved by itself.",
    href: "/staff/requests/policy",
    label: "Open QPS policy",
  },
  {
    title: "Installation keys",
    about: "Versions of the master key, the pepper and the edge key, and how far a rotation of them is.",
    href: "/staff/settings/keys",
    label: "Open installation keys",
  },
  {
    title: "Leak intake",
    about: "Where scanners report secrets that they find in the open, and who may.",
    href: "/staff/settings/leak-intake",
    label: "Open leak intake",
  },
  {
    title: "Billing types",
    about: "When keys of a type end, and how much each of them may be used.",
    href: "/staff/billing",
    label: "Open billing types",
  },
] as const;

export default async function SettingsPage() {
  const ctx = await requireStaffPage("settings:manage");
  return (
    <>
      <PageHeader title="Settings" description="How this installation is set up." />
      <div className="grid max-w-4xl gap-6">
        {ELSEWHERE.map(({ title, about, href, label }) => (
          <Card key={href} aria-label={title}>
            <CardHeader
              title={title}
              description={about}
              className="pb-4"
              actions={
                <Button asChild size="sm">
                  <Link prefetch={false} href={href}>
                    {label}
                  </Link>
                </Button>
              }
            />
          </Card>
        ))}
        <InstallationCard installation={readInstallation(ctx)} />
      </div>
    </>
  );
}
