import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signOutAction } from "@/app/(auth)/actions";
import { acceptInviteAction } from "@/app/(auth)/invite/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { OrgList } from "@/components/accounts/org-list";
import { SignOutButton } from "@/components/accounts/sign-out-button";
import { TextLink } from "@/components/accounts/text-link";
import { MyInvites } from "@/components/members/my-invites";
import { listMyOrgs, requireUser } from "@/lib/accounts/session";
import { listMyInvites } from "@/lib/members/list-my-invites";

export const metadata: Metadata = { title: "Organizations" };

const STAFF_WORK = {
  support: "answers customers: whose a key is, in which state, and why a call was refused",
  operator: "runs the platform: products, plans, organizations and limits",
} as const;

/** Where signing in leads: to the only organization, to the choice of one, or to what there is without any. */
export default async function OrganizationsPage() {
  const user = await requireUser();
  const [orgs, invites] = await Promise.all([listMyOrgs(), listMyInvites(user)]);
  const [only] = orgs;
  if (invites.length > 0) {
    return (
      <AuthCard
        title={orgs.length === 0 ? "You are invited" : "Choose an organization"}
        below={
          <>
            <TextLink href="/new-org">Create organization</TextLink> ·{" "}
            <TextLink href="/account">Account</TextLink>
          </>
        }
      >
        <div className="grid gap-6">
          {orgs.length > 0 ? <OrgList orgs={orgs} /> : null}
          <MyInvites invites={invites} accept={acceptInviteAction} />
        </div>
      </AuthCard>
    );
  }
  if (orgs.length === 1 && only) redirect(`/o/${only.slug}/keys`);
  if (orgs.length === 0 && user.staffRole === null) redirect("/new-org");
  if (orgs.length === 0 && user.staffRole !== null) {
    return (
      <AuthCard
        title={`You are signed in as ${user.staffRole}`}
        description={`${user.actor.name} (${user.actor.email})`}
      >
        <div className="grid gap-4">
          <p>
            This account belongs to the provider&rsquo;s staff. It {STAFF_WORK[user.staffRole]}. It is a
            member of no organization, so it sees no keys, and it can never see a secret.
          </p>
          <p className="text-ink-muted">The consoles for this work are not part of this version.</p>
          <p>
            <TextLink href="/account">Account and sessions</TextLink>
          </p>
          <SignOutButton signOut={signOutAction} />
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Choose an organization"
      below={
        <>
          <TextLink href="/new-org">Create organization</TextLink> ·{" "}
          <TextLink href="/account">Account</TextLink>
        </>
      }
    >
      <OrgList orgs={orgs} />
    </AuthCard>
  );
}
