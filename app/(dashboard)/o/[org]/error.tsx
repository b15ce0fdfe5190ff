"use client";

import { PageError } from "@/components/frame/page-error";

export default function OrgError(props: { error: unknown; retry: () => void }) {
  return <PageError {...props} />;
}
