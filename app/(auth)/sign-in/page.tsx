import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/accounts/auth-card";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { TextLink } from "@/components/accounts/text-link";
import { safePath } from "@/lib/accounts/safe-path";
import { currentUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const destination = safePath((await searchParams).callbackUrl) ?? "/o";
  if ((await currentUser()) !== null) redirect(destination);
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
      <SignInForm destination={destination} mailPage={env().KEYWARD_DEMO === "1"} />
    </AuthCard>
  );
}
