import { Gauge } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EvidenceCard } from "@/components/qps/evidence-card";
import { RequestForm } from "@/components/qps/request-form";
import { SelfServeNotice } from "@/components/qps/self-serve-notice";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { can } from "@/lib/members/permissions";
import { draftRequestAction, submitRequestAction } from "../actions";
import { readForm } from "../read-form";

export const metadata: Metadata = { title: "New request" };

type NewRequestPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ key?: string | string[]; class?: string | string[] }>;
};

export default async function NewRequestPage({ params, searchParams }: NewRequestPageProps) {
  const ctx = await requireOrg((await params).org);
  const { key, class: classId } = await searchParams;
  const { about, recentKeys } = await readForm(ctx, one(key), one(classId));
  const { slug, type } = ctx.org;
  if (!can(ctx.role, "qps:draft", true)) {
    return (
      <EmptyState
        icon={Gauge}
        heading="h1"
        title="Your role only looks"
        action={
          <Button asChild>
            <Link href={`/o/${slug}/requests`}>See the requests there are</Link>
          </Button>
        }
      >
        The creator of a key, an admin or an owner asks for another QPS.
      </EmptyState>
    );
  }
  if (type !== "enterprise") {
    const { PROVIDER_NAME, SUPPORT_EMAIL } = env();
    return (
      <>
        <PageHeader title="New request" />
        <div className="grid gap-6">
          <SelfServeNotice
            orgSlug={slug}
            keyId={about?.key.id ?? null}
            providerName={PROVIDER_NAME}
            supportEmail={SUPPORT_EMAIL}
          />
          {about?.chosen ? (
            <EvidenceCard
              title="What your calls show"
              noCalls="Nothing came to a limit: what the plan gives has been enough."
              evidence={about.chosen.evidence}
              currentQps={about.chosen.qps}
              wantedQps={null}
            />
          ) : null}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="New request"
        description="Another number of queries per second for one key. It begins and ends by itself, on every edge, once it is approved."
      />
      <RequestForm
        orgSlug={slug}
        form={about}
        recentKeys={recentKeys}
        draft={null}
        start={{
          keyId: about?.key.id ?? "",
          classId: about?.chosen?.classId ?? "",
          wantedQps: "",
          from: null,
          until: null,
          reason: "",
          expectedPeak: "",
          contact: ctx.actor.email,
        }}
        actions={{ draft: draftRequestAction, submit: submitRequestAction }}
      />
    </>
  );
}

function one(value: string | string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
