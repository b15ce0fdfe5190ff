import type { Metadata } from "next";
import { signOutAction } from "@/app/(auth)/actions";
import {
  changePasswordAction,
  disconnectAction,
  endOtherSessionsAction,
  endSessionAction,
  goToProviderAction,
  removeSecondFactorAction,
  renameAction,
  renewRecoveryCodesAction,
} from "@/app/account/actions";
import { ChangePasswordForm } from "@/components/accounts/change-password-form";
import { IdentityPanel } from "@/components/accounts/identity-panel";
import { PersonFrame } from "@/components/accounts/person-frame";
import { RenameForm } from "@/components/accounts/rename-form";
import { ReturnedError } from "@/components/accounts/returned-error";
import { SecondFactorPanel } from "@/components/accounts/second-factor/second-factor-panel";
import { SessionList } from "@/components/accounts/session-list";
import { SignInLog } from "@/components/accounts/sign-in-log";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { listSessions } from "@/lib/accounts/list-sessions";
import { listIdentities } from "@/lib/accounts/oidc/list";
import { oidcLabel } from "@/lib/accounts/oidc/settings";
import { PASSWORD_MIN_CHARACTERS, PASSWORD_MIN_WITH_FACTOR } from "@/lib/accounts/schemas";
import { readSecondFactor } from "@/lib/accounts/second-factor/read";
import { requireUser } from "@/lib/accounts/session";
import { listSignIns } from "@/lib/accounts/sign-in-log/list";
import { SIGN_INS_KEPT_DAYS } from "@/lib/accounts/sign-in-log/purge";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Account" };

type AccountPageProps = { searchParams: Promise<{ error?: string | string[] }> };

export default async function AccountPage({ searchParams }: AccountPageProps) {
  const user = await requireUser();
  const [sessions, factor, signIns, identities, { error }] = await Promise.all([
    listSessions(user),
    readSecondFactor(user),
    listSignIns(user),
    listIdentities(user),
    searchParams,
  ]);
  const label = oidcLabel();
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
        <ReturnedError code={error} />
        <Card>
          <CardHeader title="Profile" />
          <CardBody>
            <RenameForm name={actor.name} rename={renameAction} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Password" description="Changing it ends your sessions in other browsers." />
          <CardBody>
            {factor.hasPassword ? (
              <ChangePasswordForm
                email={actor.email}
                minimum={factor.since === null ? PASSWORD_MIN_CHARACTERS : PASSWORD_MIN_WITH_FACTOR}
                change={changePasswordAction}
              />
            ) : (
              <p>
                You have none: you sign in through your identity provider.{" "}
                <TextLink href="/forgot-password">Have a link mailed to you to choose one</TextLink>
              </p>
            )}
          </CardBody>
        </Card>
        <Card>
          <CardHeader
            title="Second factor"
            description="A code from an authenticator app, asked for after your password."
          />
          <CardBody>
            <SecondFactorPanel
              state={factor}
              remove={removeSecondFactorAction}
              renew={renewRecoveryCodesAction}
            />
          </CardBody>
        </Card>
        {label === null ? null : (
          <Card>
            <CardHeader title="Identity provider" description={`Sign in with ${label} as well.`} />
            <CardBody>
              <IdentityPanel
                label={label}
                identities={identities}
                begin={goToProviderAction}
                disconnect={disconnectAction}
              />
            </CardBody>
          </Card>
        )}
        <Card>
          <CardHeader
            title="Sessions"
            description="Where you are signed in. A session ends after 7 days without use, or 30 days after signing in."
          />
          <CardBody>
            <SessionList sessions={sessions} end={endSessionAction} endOthers={endOtherSessionsAction} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader
            title="Sign-ins"
            description={`The latest 50 tries to sign in as you. Kept for ${SIGN_INS_KEPT_DAYS} days.`}
          />
          <CardBody>
            <SignInLog attempts={signIns} />
          </CardBody>
        </Card>
      </div>
    </PersonFrame>
  );
}
