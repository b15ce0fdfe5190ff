import type { Metadata } from "next";
import { requestResetAction, resetPasswordAction } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { MailLinkForm } from "@/components/accounts/mail-link-form";
import { ResetPasswordForm } from "@/components/accounts/reset-password-form";
import { TextLink } from "@/components/ui/text-link";
import { findLinkOwner } from "@/lib/accounts/link-token";
import { passwordMinimum } from "@/lib/accounts/long-enough";
import { LinkToken } from "@/lib/accounts/schemas";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Choose a new password" };

type ResetPasswordPageProps = { searchParams: Promise<{ token?: string | string[] }> };

/** Opening the link uses nothing up; mail scanners do that too. */
export default async function ResetPasswordPage({ searchParams }: ResetPasswordPageProps) {
  const token = LinkToken.safeParse((await searchParams).token);
  const owner = token.success ? await findLinkOwner(token.data, "reset_password", new Date()) : null;
  if (!token.success || owner === null) {
    return (
      <AuthCard
        title="This link no longer works"
        description="It was used, replaced by a newer one, or is older than an hour."
        below={<TextLink href="/sign-in">Back to sign in</TextLink>}
      >
        <MailLinkForm
          send={requestResetAction}
          buttonLabel="Send a new link"
          mailPage={env().KEYWARD_DEMO === "1"}
        >
          Its link works once, for one hour.
        </MailLinkForm>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Choose a new password"
      description={
        <>
          For <span className="font-medium wrap-anywhere text-ink">{owner.email}</span>. All your sessions
          end, in every browser.
        </>
      }
    >
      <ResetPasswordForm
        email={owner.email}
        token={token.data}
        minimum={await passwordMinimum(owner.id)}
        reset={resetPasswordAction}
      />
    </AuthCard>
  );
}
