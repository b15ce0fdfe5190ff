"use client";

import { PageError } from "@/components/frame/page-error";

export default function PageFailed(props: { error: unknown; retry: () => void }) {
  return (
    <main id="content" className="mx-auto max-w-2xl px-4 py-16">
      <PageError {...props} />
    </main>
  );
}
