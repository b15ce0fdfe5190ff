import type { Metadata } from "next";
import Link from "next/link";
import { signOutAction } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { SignOutButton } from "@/components/accounts/sign-out-button";
import { AcceptInviteButton } from "@/components/members/accept-invite-button";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { LinkToken } from "@/lib/accounts/schemas";
import { currentUser } from "@/lib/accounts/session";
import { findInvite } from "@/lib/members/find-invite";
import { acceptInviteAction } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

type InvitePageProps = { searchParams: Promise<{ token?: string | string[] }> };

/** Opening the link uses nothing up; mail scanners do that too. Joining takes being signed in with the invited address. */
export default async function InvitePage({ searchParams }: InvitePageProps) {
  const token = LinkToken.safeParse((await searchParams).token);
  const invite = token.success ? await findInvite(token.data, new Date()) : null;
  if (!token.success || invite === null) {
    return (
      <AuthCard
        title="This invitation no longer works"
        description="It was accepted, revoked, replaced by a newer one, or has run out. Ask whoever invited you to send it again."
        below={<TextLink href="/o">Go to your organizations</TextLink>}
      />
    );
  }
  const user = await currentUser();
  const title = `Join ${invite.orgName}`;
  const as = (
    <>
      As {ROLE_NAMES[invite.role].toLowerCase()}, with{" "}
      <span className="wrap-anywhere font-medium text-ink">{invite.email}</span>.
    </>
  );
  if (user === null) {
    const back = `/invite?token=${token.data}`;
    return (
      <AuthCard title={title} description={as}>
        <div className="grid gap-3">
          <Button asChild variant="primary" size="lg">
            <Link href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}>Sign in to join</Link>
          </Button>
          <Button asChild size="lg">
            <Link href={`/sign-up?email=${encodeURIComponent(invite.email)}`}>Create an account</Link>
          </Button>
          <p className="text-ink-muted text-sm">
            A new account has to use this address. Once it is confirmed, the invitation waits for you.
          </p>
        </div>
      </AuthCard>
    );
  }
  if (user.actor.email !== invite.email) {
    return (
      <AuthCard title={title} description={as}>
        <div className="grid gap-4">
          <p>
            You are signed in as <span className="wrap-anywhere font-medium">{user.actor.email}</span>. Sign
            out, then open the link again with the account it was sent to.
          </p>
          <SignOutButton signOut={signOutAction} />
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={title} description={as}>
      <AcceptInviteButton
        by={{ kind: "link", token: token.data }}
        label="Join organization"
        accept={acceptInviteAction}
      />
    </AuthCard>
  );
}
