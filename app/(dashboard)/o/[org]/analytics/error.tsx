"use client";

import { PageError } from "@/components/frame/page-error";

export default function AnalyticsError(props: { error: unknown; retry: () => void }) {
  return <PageError {...props} />;
}
