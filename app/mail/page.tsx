import { MailOpen } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { LinkedText } from "@/components/accounts/linked-text";
import { DemoCodes } from "@/components/accounts/second-factor/demo-codes";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { SkipLink } from "@/components/frame/skip-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { listDemoCodes } from "@/lib/accounts/second-factor/demo-codes";
import { CODE_MS } from "@/lib/accounts/second-factor/totp";
import { env } from "@/lib/env";
import { listStoredMails } from "@/lib/mail/outbox";

export const metadata: Metadata = { title: "Sent mail" };

/** The mails a demo did not send. Everybody's, with their links: hence in a demo only, which listens on loopback only. */
export default async function MailPage() {
  const { KEYWARD_DEMO, PROVIDER_NAME } = env();
  if (KEYWARD_DEMO !== "1") notFound();
  const now = new Date();
  const [mails, codes] = await Promise.all([listStoredMails(), listDemoCodes(now)]);
  return (
    <div className="mx-auto max-w-[48rem] px-4 sm:px-6">
      <SkipLink />
      <header className="flex h-14 items-center gap-2">
        <Link href="/" className="mr-auto rounded-md">
          <ProviderBrand name={PROVIDER_NAME} sample />
        </Link>
        <Button asChild variant="ghost">
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </header>
      <main id="content" tabIndex={-1} className="py-6 outline-none">
        <PageHeader
          title="Sent mail"
          description="This demo sends no mail. What it would have sent is here, newest first."
          actions={
            <Button asChild>
              <a href="/mail">Reload</a>
            </Button>
          }
        />
        {codes.length > 0 ? (
          <DemoCodes codes={codes} until={(Math.floor(now.getTime() / CODE_MS) + 1) * CODE_MS} />
        ) : null}
        {mails.length === 0 ? (
          <EmptyState icon={MailOpen} title="No mail yet">
            Sign up, or ask for a password reset, and the mail appears here.
          </EmptyState>
        ) : (
          <ul className="grid gap-4">
            {mails.map((mail) => (
              <li key={mail.id}>
                <Card className="p-5">
                  <h2 className="font-medium">{mail.subject}</h2>
                  <p className="mb-4 text-sm text-ink-muted">
                    To <span className="break-all">{mail.to}</span> · <RelativeTime at={mail.at} />
                  </p>
                  <LinkedText text={mail.text} />
                </Card>
              </li>
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}
