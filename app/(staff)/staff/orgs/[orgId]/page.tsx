import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TrailName } from "@/components/frame/trail-name";
import { ContractsCard } from "@/components/staff/contracts-card";
import { FlagsCard } from "@/components/staff/flags-card";
import { LimitsCard } from "@/components/staff/limits-card";
import { MembersCard } from "@/components/staff/members-card";
import type { OrgActions } from "@/components/staff/org-actions";
import { OrgState } from "@/components/staff/orgs-table";
import { SuspendButton } from "@/components/staff/suspend-button";
import { TermsCard } from "@/components/staff/terms-card";
import { Banner } from "@/components/ui/banner";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Fact, Facts } from "@/components/ui/facts";
import { formatExact } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { shorten } from "@/components/ui/shorten";
import { listFlags } from "@/lib/abuse/list";
import { requireStaffPage } from "@/lib/accounts/session";
import { listContracts } from "@/lib/contracts/list";
import { isDomainError } from "@/lib/errors/domain-error";
import { listGrantedLimits } from "@/lib/limits/list-granted";
import { getOrgForStaff } from "@/lib/orgs/get-for-staff";
import { listPlans } from "@/lib/plans/list";
import {
  addContractAction,
  changeRoleAsStaffAction,
  changeTermsAction,
  clearFlagAction,
  editContractAction,
  endContractAction,
  endLimitAction,
  grantLimitAction,
  inviteMemberAsStaffAction,
  previewRemovalAsStaffAction,
  raiseFlagAction,
  removeMemberAsStaffAction,
  revokeInviteAsStaffAction,
  suspendOrgAction,
  unsuspendOrgAction,
} from "../actions";

export const metadata: Metadata = { title: "Organization" };

const ACTIONS: OrgActions = {
  suspend: suspendOrgAction,
  unsuspend: unsuspendOrgAction,
  changeTerms: changeTermsAction,
  addContract: addContractAction,
  editContract: editContractAction,
  endContract: endContractAction,
  raiseFlag: raiseFlagAction,
  clearFlag: clearFlagAction,
  grantLimit: grantLimitAction,
  endLimit: endLimitAction,
  changeRole: changeRoleAsStaffAction,
  inviteMember: inviteMemberAsStaffAction,
  revokeInvite: revokeInviteAsStaffAction,
  previewRemoval: previewRemovalAsStaffAction,
  removeMember: removeMemberAsStaffAction,
};

type OrgPageProps = { params: Promise<{ orgId: string }> };

export default async function OrgPage({ params }: OrgPageProps) {
  const ctx = await requireStaffPage("orgs:manage");
  const { orgId } = await params;
  const org = await getOrgForStaff(ctx, orgId).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const [plans, contracts, flags, limits] = await Promise.all([
    listPlans(ctx),
    listContracts(ctx, orgId),
    listFlags(ctx, orgId),
    listGrantedLimits(ctx, orgId),
  ]);
  const openFlags = flags.filter(({ cleared }) => cleared === null).length;
  const working = org.keys.living - org.keys.disabled;
  return (
    <>
      <TrailName id={org.id} name={org.name} />
      <PageHeader
        title={org.name}
        meta={<OrgState isSuspended={org.suspended !== null} openFlags={openFlags} />}
        description={
          <Chip what="organization ID" text={org.id}>
            {shorten(org.id)}
          </Chip>
        }
        actions={
          <SuspendButton
            org={{ id: org.id, name: org.name }}
            isSuspended={org.suspended !== null}
            keys={working}
            callsLastHour={org.callsLastHour}
            actions={ACTIONS}
          />
        }
      />
      {org.suspended === null ? null : (
        <Banner tone="danger" title="Suspended: every call with any of its keys is refused" className="mb-6">
          <span className="whitespace-pre-wrap break-words">{org.suspended.reason}</span> (
          <RelativeTime at={org.suspended.at} isPast />)
        </Banner>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <div className="grid gap-6">
          <ContractsCard orgId={org.id} contracts={contracts} actions={ACTIONS} />
          <LimitsCard orgId={org.id} limits={limits} actions={ACTIONS} />
          <FlagsCard orgId={org.id} flags={flags} actions={ACTIONS} />
        </div>
        <div className="grid gap-6">
          <TermsCard
            org={{ ...org, keys: org.keys.living }}
            plans={plans.map(({ id, name, orgType, isRetired }) => ({ id, name, orgType, isRetired }))}
            change={ACTIONS.changeTerms}
          />
          <Card aria-label="Use">
            <CardHeader title="Use" />
            <CardBody>
              <Facts>
                <Fact name="Address">{org.slug}</Fact>
                <Fact name="Keys">
                  {formatExact(org.keys.living)}, of them {formatExact(org.keys.disabled)} disabled
                </Fact>
                <Fact name="Calls, last hour">{formatExact(org.callsLastHour)}</Fact>
                <Fact name="Customer since">
                  <RelativeTime at={org.createdAt} isPast />
                </Fact>
              </Facts>
            </CardBody>
          </Card>
          <MembersCard
            orgId={org.id}
            members={org.members}
            total={org.membersTotal}
            invites={org.invites}
            actions={ACTIONS}
          />
        </div>
      </div>
    </>
  );
}
