import type { Metadata } from "next";
import { exampleOf } from "@/components/first-call/example-calls";
import { LANGUAGES, snippetOf } from "@/components/first-call/snippets";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { SAMPLE_PRODUCTS } from "@/lib/samples/products";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "First call" };

const PLACEHOLDER = "YOUR_API_KEY";

export default function FirstCallPage() {
  const { PUBLIC_URL } = env();
  const tile = exampleOf("map-display");
  return (
    <DocsArticle
      title="First call"
      lead="Create a key, copy its secret, and put it in place of YOUR_API_KEY. The answer is a map tile of the whole world."
    >
      <DocsSection id="steps" title="Three steps">
        <Points
          steps
          items={[
            <>
              <TextLink href="/sign-in">Sign in</TextLink>, open Keys and create a key for Map Display.
            </>,
            <>Click the shortened key: the whole secret is in your clipboard.</>,
            <>
              Make one of the calls below. On the key&apos;s own page the same snippets come with your key in
              them, and a button that runs the call.
            </>,
          ]}
        />
      </DocsSection>
      {tile
        ? LANGUAGES.map(({ id, label }) => (
            <DocsSection key={id} id={id} title={label}>
              <CodeBlock
                label={`${label} snippet`}
                code={snippetOf(id, tile, PUBLIC_URL, PLACEHOLDER)}
                wrap={id === "browser"}
              />
            </DocsSection>
          ))
        : null}
      <DocsSection id="products" title="What else can be called">
        {SAMPLE_PRODUCTS.map(({ slug, name, description }) => (
          <div key={slug} className="grid gap-1.5">
            <Text>
              <strong className="font-medium">{name}</strong>. {description}
            </Text>
            <CodeBlock label={`${name} URL`} code={`${PUBLIC_URL}${exampleOf(slug)?.path ?? ""}`} wrap />
          </div>
        ))}
        <Text>
          Did the edge say no? The answer has a <Code>code</Code>; look it up in{" "}
          <TextLink href="/docs/errors">Errors</TextLink>.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
