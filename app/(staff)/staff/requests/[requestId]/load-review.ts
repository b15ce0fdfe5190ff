import { notFound } from "next/navigation";
import { cache } from "react";
import { requireStaffPage } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { getQpsReview } from "@/lib/qps/review";
import { QpsRequestRef } from "@/lib/qps/schemas";

/** The request a page is about, read once per request; an unknown one, or one that was never sent, is the 404 page. */
export const loadReview = cache(async (requestId: string) => {
  const ctx = await requireStaffPage();
  const ref = QpsRequestRef.safeParse({ requestId });
  if (!ref.success) notFound();
  const review = await getQpsReview(ctx, ref.data).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, review };
});
