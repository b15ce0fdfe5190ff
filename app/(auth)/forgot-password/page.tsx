import type { Metadata } from "next";
import { requestResetAction } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { MailLinkForm } from "@/components/accounts/mail-link-form";
import { TextLink } from "@/components/ui/text-link";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Forgot your password" };

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgot your password?"
      description="We mail you a link to choose a new one."
      below={<TextLink href="/sign-in">Back to sign in</TextLink>}
    >
      <MailLinkForm
        send={requestResetAction}
        buttonLabel="Send reset link"
        mailPage={env().KEYWARD_DEMO === "1"}
      >
        Its link works once, for one hour.
      </MailLinkForm>
    </AuthCard>
  );
}
