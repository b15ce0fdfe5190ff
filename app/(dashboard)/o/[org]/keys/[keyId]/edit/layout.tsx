import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { loadKey } from "../load-key";

type EditKeyLayoutProps = { children: ReactNode; params: Promise<{ org: string; keyId: string }> };

/** Turns away who may not edit this key before anything is sent: after the loading state it could not be a 404 any more. */
export default async function EditKeyLayout({ children, params }: EditKeyLayoutProps) {
  const { org, keyId } = await params;
  const { details } = await loadKey(org, keyId);
  if (!details.canEdit) notFound();
  return children;
}
