import type { ReactNode } from "react";
import { loadReview } from "./load-review";

type ReviewLayoutProps = { children: ReactNode; params: Promise<{ requestId: string }> };

/** Finds the request before anything is sent: once the loading state has gone out, the answer could not be a 404 any more. */
export default async function ReviewLayout({ children, params }: ReviewLayoutProps) {
  await loadReview((await params).requestId);
  return children;
}
