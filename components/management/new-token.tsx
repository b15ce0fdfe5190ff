"use client";

import { Banner } from "@/components/ui/banner";
import { CodeBlock } from "@/components/ui/code-block";
import { ShownOnce } from "@/components/ui/shown-once";

/** A new token, this once, and a first request with it. */
export function NewToken({ token, apiUrl }: { token: string; apiUrl: string }) {
  return (
    <ShownOnce
      title="Copy the token now"
      description="It is shown this once and kept nowhere. Who has it can do what its scopes allow."
      size="lg"
    >
      <CodeBlock label="token" code={token} wrap />
      <Banner tone="warn">
        Keep it where your program gets its other secrets, never in the repository. If it leaks, revoke it on
        this page.
      </Banner>
      <div className="grid gap-1.5">
        <p className="text-sm text-ink-muted">A first request:</p>
        <CodeBlock
          label="first request"
          code={`curl -H "Authorization: Bearer $KEYWARD_TOKEN" ${apiUrl}/keys`}
          wrap
        />
      </div>
    </ShownOnce>
  );
}
