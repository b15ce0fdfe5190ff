import { notFound } from "next/navigation";
import { cache } from "react";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { getKey } from "@/lib/keys/get";
import { KeyRef } from "@/lib/keys/schemas";

/** The key a page is about, read once per request; an unknown, foreign or deleted one is the 404 page. */
export const loadKey = cache(async (orgSlug: string, keyId: string) => {
  const ctx = await requireOrg(orgSlug);
  const ref = KeyRef.safeParse({ keyId });
  if (!ref.success) notFound();
  const details = await getKey(ctx, ref.data).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, details };
});
