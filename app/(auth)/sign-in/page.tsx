import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { confirmSignInAction, signOutAction } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { ProviderButton } from "@/components/accounts/provider-button";
import { ReturnedError } from "@/components/accounts/returned-error";
import { SignInCodeForm } from "@/components/accounts/sign-in-code-form";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { TextLink } from "@/components/ui/text-link";
import { oidcLabel } from "@/lib/accounts/oidc/settings";
import { safePath } from "@/lib/accounts/safe-path";
import { currentUser, pendingSignIn } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = {
  searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;
};

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error } = await searchParams;
  const destination = safePath(callbackUrl) ?? "/o";
  if ((await currentUser()) !== null) redirect(destination);
  const label = oidcLabel();
  const pending = await pendingSignIn();
  if (pending !== null) {
    return (
      <AuthCard
        title="Enter your code"
        description={
          <>
            To sign in as <span className="font-medium wrap-anywhere text-ink">{pending.user.email}</span>.
          </>
        }
      >
        <SignInCodeForm destination={destination} confirm={confirmSignInAction} startOver={signOutAction} />
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Sign in"
      description={`To your ${env().PROVIDER_NAME} API keys.`}
      below={
        <>
          New here? <TextLink href="/sign-up">Create an account</TextLink>
        </>
      }
    >
      <ReturnedError code={error} className="mb-5" />
      {label === null ? null : (
        <div className="mb-5 grid gap-5">
          <ProviderButton label={label} destination={destination} />
          <p className="flex items-center gap-3 text-sm text-ink-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or with a password
          </p>
        </div>
      )}
      <SignInForm destination={destination} mailPage={env().KEYWARD_DEMO === "1"} />
    </AuthCard>
  );
}
