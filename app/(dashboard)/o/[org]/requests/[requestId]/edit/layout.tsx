import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { loadRequest } from "../load-request";

type EditRequestLayoutProps = { children: ReactNode; params: Promise<{ org: string; requestId: string }> };

/** Turns away who may not edit it, and everybody once it was sent, before anything is answered. */
export default async function EditRequestLayout({ children, params }: EditRequestLayoutProps) {
  const { org, requestId } = await params;
  const { request } = await loadRequest(org, requestId);
  if (!request.rights.canEdit) notFound();
  return children;
}
