import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";

type Reviewed = { orgId: string; createdById: string; submittedById: string | null };

/** Whether this person had a hand in the request, or belongs to the organization that asks: then somebody else decides. */
export async function isSelfReview(
  client: Pick<Tx, "membership">,
  reviewerId: string,
  { orgId, createdById, submittedById }: Reviewed,
): Promise<boolean> {
  if (reviewerId === createdById || reviewerId === submittedById) return true;
  return (await client.membership.count({ where: { orgId, userId: reviewerId } })) > 0;
}

/** @throws {DomainError} `self_review`. */
export async function requireOtherReviewer(
  client: Pick<Tx, "membership">,
  reviewerId: string,
  reviewed: Reviewed,
): Promise<void> {
  if (await isSelfReview(client, reviewerId, reviewed)) throw new DomainError("self_review");
}
