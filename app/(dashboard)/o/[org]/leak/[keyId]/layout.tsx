import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { KeyRef } from "@/lib/keys/schemas";
import { keyName } from "@/lib/leaks/key-name";

type BlastLayoutProps = { children: ReactNode; params: Promise<{ org: string; keyId: string }> };

/** Finds the key before anything is sent: once the loading state has gone out, the answer could not be a 404 any more. */
export default async function BlastLayout({ children, params }: BlastLayoutProps) {
  const { org, keyId } = await params;
  const ctx = await requireOrg(org);
  const ref = KeyRef.safeParse({ keyId });
  if (!ref.success) notFound();
  await keyName(ctx, ref.data).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return children;
}
