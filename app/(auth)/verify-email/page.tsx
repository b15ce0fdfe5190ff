import type { Metadata } from "next";
import { requestVerificationAction } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { MailLinkForm } from "@/components/accounts/mail-link-form";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { TextLink } from "@/components/ui/text-link";
import { findLinkEmail } from "@/lib/accounts/link-token";
import { LinkToken } from "@/lib/accounts/schemas";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Confirm your address" };

type VerifyEmailPageProps = { searchParams: Promise<{ token?: string | string[] }> };

/** Opening the link uses nothing up; mail scanners do that too. Confirming takes the password. */
export default async function VerifyEmailPage({ searchParams }: VerifyEmailPageProps) {
  const token = LinkToken.safeParse((await searchParams).token);
  const email = token.success ? await findLinkEmail(token.data, "verify_email", new Date()) : null;
  const mailPage = env().KEYWARD_DEMO === "1";
  if (!token.success || email === null) {
    return (
      <AuthCard
        title="This link no longer works"
        description="It was used, replaced by a newer one, or is older than a day. If you confirmed your address already, sign in."
        below={<TextLink href="/sign-in">Sign in</TextLink>}
      >
        <MailLinkForm send={requestVerificationAction} buttonLabel="Send a new link" mailPage={mailPage}>
          Open its link to confirm the address.
        </MailLinkForm>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Confirm your address"
      description="Enter the password you chose when you signed up. That tells us that the account and the mailbox are yours."
    >
      <SignInForm destination="/o" mailPage={mailPage} confirm={{ email, token: token.data }} />
    </AuthCard>
  );
}
