"use client";

import { Banner } from "@/components/ui/banner";
import { CodeBlock } from "@/components/ui/code-block";
import { ShownOnce } from "@/components/ui/shown-once";
import { TextLink } from "@/components/ui/text-link";

/** A webhook's secret, this once. */
export function NewSecret({ secret, note }: { secret: string; note: string }) {
  return (
    <ShownOnce
      title="Copy the signing secret now"
      description="It is shown this once. Who has it can send messages that look as if they came from us."
    >
      <CodeBlock label="signing secret" code={secret} wrap />
      <Banner tone="info">
        {note}{" "}
        <TextLink href="/docs/webhooks" target="_blank">
          How a receiver verifies
        </TextLink>
      </Banner>
    </ShownOnce>
  );
}
