import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Cockpit } from "@/components/keys/cockpit/cockpit";
import { rotationKey } from "@/components/keys/cockpit/queries";
import { subjectOf } from "@/components/keys/key-subject";
import { RotationState } from "@/components/keys/rotation-state";
import { StatusBadge } from "@/components/keys/status-badge";
import { PageHeader } from "@/components/ui/page-header";
import { QueryProvider } from "@/components/usage/query-provider";
import { TIME_ZONE_COOKIE } from "@/components/usage/time-zone-cookie";
import { isDomainError } from "@/lib/errors/domain-error";
import { rotationSchedule } from "@/lib/keys/rotation-schedule";
import { rotationReport } from "@/lib/usage/rotation-report";
import { RotationQuery } from "@/lib/usage/rotation-schemas";
import { TimeZone } from "@/lib/usage/schemas";
import { loadKey } from "../load-key";

type RotationPageProps = { params: Promise<{ org: string; keyId: string }> };

export async function generateMetadata({ params }: RotationPageProps): Promise<Metadata> {
  const { org, keyId } = await params;
  return { title: `Rotation of ${(await loadKey(org, keyId)).details.name}` };
}

export default async function RotationPage({ params }: RotationPageProps) {
  const { org, keyId } = await params;
  const [{ ctx, details }, jar] = await Promise.all([loadKey(org, keyId), cookies()]);
  const timeZone = TimeZone.safeParse(jar.get(TIME_ZONE_COOKIE)?.value).data ?? "UTC";
  const query = RotationQuery.parse({ timeZone });
  const [schedule, report] = await Promise.all([
    rotationSchedule(ctx, { keyId }),
    rotationReport(ctx, keyId, query).catch((error: unknown) => {
      // The page asks again and shows what can be done about it.
      if (isDomainError(error)) return undefined;
      throw error;
    }),
  ]);
  const client = new QueryClient();
  if (report !== undefined) client.setQueryData(rotationKey(org, keyId, query), report);
  const { version, secrets, lastRotatedAt, createdAt } = details;
  return (
    <>
      <PageHeader
        title={
          <>
            Rotation of <bdi>{details.name}</bdi>
          </>
        }
        meta={<StatusBadge status={details.status} />}
        description="Which secret your clients send, live. The key ID, limits and counts are the key’s own and stay through every rotation."
      />
      <div className="grid grid-cols-1 gap-4">
        <RotationState
          subject={subjectOf(details)}
          facts={{ lastRotatedAt, createdAt, secrets }}
          schedule={schedule}
        />
        <QueryProvider>
          <HydrationBoundary state={dehydrate(client)}>
            <Cockpit
              orgSlug={org}
              keyId={keyId}
              timeZone={timeZone}
              version={version}
              secrets={secrets.map(({ id, status, preview, lastUsedAt }) => ({
                id,
                status,
                preview,
                lastUsedAt,
              }))}
            />
          </HydrationBoundary>
        </QueryProvider>
      </div>
    </>
  );
}
