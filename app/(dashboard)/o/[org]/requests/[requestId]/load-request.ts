import { notFound } from "next/navigation";
import { cache } from "react";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { getQpsRequest } from "@/lib/qps/get";
import { QpsRequestRef } from "@/lib/qps/schemas";

/** The request a page is about, read once per request; an unknown or foreign one is the 404 page. */
export const loadRequest = cache(async (orgSlug: string, requestId: string) => {
  const ctx = await requireOrg(orgSlug);
  const ref = QpsRequestRef.safeParse({ requestId });
  if (!ref.success) notFound();
  const request = await getQpsRequest(ctx, ref.data).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, request };
});
