import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signUpAction } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { SignUpForm } from "@/components/accounts/sign-up-form";
import { TextLink } from "@/components/ui/text-link";
import { Email } from "@/lib/accounts/schemas";
import { currentUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Create an account" };

type SignUpPageProps = { searchParams: Promise<{ email?: string | string[] }> };

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  if ((await currentUser()) !== null) redirect("/o");
  // From an invitation: the address it was sent to.
  const invited = Email.safeParse((await searchParams).email);
  return (
    <AuthCard
      title="Create an account"
      description="Then name your organization, create a key and make your first call."
      below={
        <>
          Already have one? <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <SignUpForm
        signUp={signUpAction}
        email={invited.success ? invited.data : ""}
        mailPage={env().KEYWARD_DEMO === "1"}
      />
    </AuthCard>
  );
}
