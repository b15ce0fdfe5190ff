import type { Metadata } from "next";
import { TrailName } from "@/components/frame/trail-name";
import { RequestForm } from "@/components/qps/request-form";
import { requestTitle } from "@/components/qps/request-title";
import { PageHeader } from "@/components/ui/page-header";
import { draftRequestAction, submitRequestAction } from "../../actions";
import { readForm } from "../../read-form";
import { loadRequest } from "../load-request";

export const metadata: Metadata = { title: "Edit draft" };

type EditRequestPageProps = {
  params: Promise<{ org: string; requestId: string }>;
  searchParams: Promise<{ key?: string | string[]; class?: string | string[] }>;
};

export default async function EditRequestPage({ params, searchParams }: EditRequestPageProps) {
  const { org, requestId } = await params;
  const { ctx, request } = await loadRequest(org, requestId);
  const { key, class: classId } = await searchParams;
  const isOther = typeof key === "string" && key !== "";
  const { about, recentKeys } = await readForm(
    ctx,
    isOther ? key : request.key.id,
    isOther ? (typeof classId === "string" && classId !== "" ? classId : null) : request.class.id,
  );
  return (
    <>
      <TrailName id={request.id} name={requestTitle(request)} />
      <PageHeader title="Edit draft" description="Nothing is sent before you say so." />
      <RequestForm
        orgSlug={org}
        form={about}
        recentKeys={recentKeys}
        draft={{ requestId: request.id, version: request.version }}
        start={{
          keyId: request.key.id,
          classId: request.class.id,
          wantedQps: String(request.wantedQps),
          from: request.from,
          until: request.until,
          reason: request.reason,
          expectedPeak: request.expectedPeak === null ? "" : String(request.expectedPeak),
          contact: request.contact,
        }}
        actions={{ draft: draftRequestAction, submit: submitRequestAction }}
      />
    </>
  );
}
