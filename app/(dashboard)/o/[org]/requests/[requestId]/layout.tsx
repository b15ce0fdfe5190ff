import type { ReactNode } from "react";
import { loadRequest } from "./load-request";

type RequestLayoutProps = { children: ReactNode; params: Promise<{ org: string; requestId: string }> };

/** Finds the request before anything is sent: once the loading state has gone out, the answer could not be a 404 any more. */
export default async function RequestLayout({ children, params }: RequestLayoutProps) {
  const { org, requestId } = await params;
  await loadRequest(org, requestId);
  return children;
}
