import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { acceptInviteAction } from "@/app/(auth)/invite/actions";
import { AuthCard } from "@/components/accounts/auth-card";
import { OrgList } from "@/components/accounts/org-list";
import { MyInvites } from "@/components/members/my-invites";
import { TextLink } from "@/components/ui/text-link";
import { listMyOrgs, requireUser } from "@/lib/accounts/session";
import { listMyInvites } from "@/lib/members/list-my-invites";

export const metadata: Metadata = { title: "Organizations" };

/** Where signing in leads: to the only organization, to the choice of one, or to what there is without any: staff's console, a first organization. */
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
  if (orgs.length === 0) redirect(user.staffRole === null ? "/new-org" : "/staff");
  if (orgs.length === 1 && only) redirect(`/o/${only.slug}/keys`);
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
