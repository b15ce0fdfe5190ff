"use client";

import { Banner } from "@/components/ui/banner";
import { CodeBlock } from "@/components/ui/code-block";
import { ShownOnce } from "@/components/ui/shown-once";
import { TextLink } from "@/components/ui/text-link";

/** A signing secret in clear: its ID, and base64url of its 32 bytes. */
export type Shown = { kid: string; secret: string };

/** A signing secret, this once, on its way to the upstream. */
export function ShownSecret({ shown, isFirst }: { shown: Shown; isFirst: boolean }) {
  return (
    <ShownOnce
      title="Carry this secret to the upstream now"
      description="It is shown this once. Who has it can make calls look as if they had passed the edge."
      size="lg"
    >
      <div className="grid gap-1.5">
        <p className="text-ink-muted text-sm">ID, which every assertion names as kid:</p>
        <CodeBlock label="secret's ID" code={shown.kid} wrap />
      </div>
      <div className="grid gap-1.5">
        <p className="text-ink-muted text-sm">Secret, base64url of 32 bytes:</p>
        <CodeBlock label="signing secret" code={shown.secret} wrap />
      </div>
      <Banner tone="info">
        {isFirst
          ? "The edge signs with it from the first call on."
          : "The edge goes on signing with the old one. Once the upstream knows both, come back and sign with this one."}{" "}
        <TextLink href="/docs/verify" target="_blank">
          How an upstream verifies
        </TextLink>
      </Banner>
    </ShownOnce>
  );
}
