import type { Metadata } from "next";
import { signOutAction } from "@/app/(auth)/actions";
import {
  changePasswordAction,
  endOtherSessionsAction,
  endSessionAction,
  renameAction,
} from "@/app/account/actions";
import { ChangePasswordForm } from "@/components/accounts/change-password-form";
import { PersonFrame } from "@/components/accounts/person-frame";
import { RenameForm } from "@/components/accounts/rename-form";
import { SessionList } from "@/components/accounts/session-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listSessions } from "@/lib/accounts/list-sessions";
import { requireUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const user = await requireUser();
  const sessions = await listSessions(user);
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  const { actor } = user;
  return (
    <PersonFrame
      person={actor}
      provider={{ name: PROVIDER_NAME, sample: KEYWARD_DEMO !== undefined }}
      back={{ href: "/o", label: "Organizations" }}
      signOut={signOutAction}
    >
      <PageHeader title="Account" description={`You sign in as ${actor.email}.`} />
      <div className="grid gap-6">
        <Card>
          <CardHeader title="Profile" />
          <CardBody>
            <RenameForm name={actor.name} rename={renameAction} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Password" description="Changing it ends your sessions in other browsers." />
          <CardBody>
            <ChangePasswordForm email={actor.email} change={changePasswordAction} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader
            title="Sessions"
            description="Where you are signed in. A session ends after 7 days without use, or 30 days after signing in."
          />
          <CardBody>
            <SessionList sessions={sessions} end={endSessionAction} endOthers={endOtherSessionsAction} />
          </CardBody>
        </Card>
      </div>
    </PersonFrame>
  );
}
