"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { DialogClose, DialogContent } from "@/components/ui/dialog";

/** A new token, this once, and a first request with it. */
export function NewToken({ token, apiUrl }: { token: string; apiUrl: string }) {
  return (
    <DialogContent
      title="Copy the token now"
      description="It is shown this once and kept nowhere. Who has it can do what its scopes allow."
      size="lg"
      // A click beside it must not lose the only copy; Done and the cross do close.
      keepsOpen
      footer={
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-4">
        <CodeBlock label="token" code={token} wrap />
        <Banner tone="warn">
          Keep it where your program gets its other secrets, never in the repository. If it leaks, revoke it
          on this page.
        </Banner>
        <div className="grid gap-1.5">
          <p className="text-sm text-ink-muted">A first request:</p>
          <CodeBlock
            label="first request"
            code={`curl -H "Authorization: Bearer $KEYWARD_TOKEN" ${apiUrl}/keys`}
            wrap
          />
        </div>
      </div>
    </DialogContent>
  );
}
