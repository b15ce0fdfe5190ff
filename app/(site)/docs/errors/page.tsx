import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { REFUSALS, type Refusal } from "@/lib/edge/verdict";
import { env } from "@/lib/env";
import { Code, DocsArticle, DocsSection, Text, TextLink } from "../_components/prose";
import { ErrorEntry } from "./_components/error-entry";

export const metadata: Metadata = { title: "Errors" };

export default function ErrorsPage() {
  const entries: [string, Refusal][] = Object.entries(REFUSALS);
  const { PUBLIC_URL } = env();
  return (
    <DocsArticle
      title="Errors"
      lead="When the edge says no, the answer is application/problem+json with a code that never changes its meaning. Here is every one, in the order in which they are checked."
    >
      <DocsSection id="example" title="What a refusal looks like">
        <CodeBlock label="example of a refusal" code={exampleOf(PUBLIC_URL)} />
        <Text>
          Decide by <Code>code</Code> or by the HTTP status, show <Code>detail</Code> to people, and quote{" "}
          <Code>requestId</Code> to support; <TextLink href="/why">with it alone</TextLink> anybody learns
          which check said no. An error that is no problem+json comes from the service behind the edge.
        </Text>
      </DocsSection>
      <nav aria-label="Codes">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 font-mono text-sm">
          {entries.map(([code]) => (
            <li key={code}>
              <a className="text-accent-ink underline-offset-4 hover:underline" href={`#${code}`}>
                {code}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid gap-3">
        {entries.map(([code, refusal]) => (
          <ErrorEntry key={code} code={code} refusal={refusal} />
        ))}
      </div>
    </DocsArticle>
  );
}

function exampleOf(publicUrl: string): string {
  const { title, status, meaning, mend } = REFUSALS.key_missing;
  return JSON.stringify(
    {
      type: `${publicUrl}/docs/errors#key_missing`,
      title,
      status,
      code: "key_missing",
      detail: `${meaning} ${mend}`,
      instance: "/map/1/tile/basic/main/0/0/0.png",
      requestId: "req_…",
    },
    null,
    2,
  );
}
