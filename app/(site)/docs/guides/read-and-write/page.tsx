import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";

export const metadata: Metadata = { title: "Read and write" };

export default function ReadWriteGuide() {
  return (
    <DocsArticle
      title="Read and write"
      lead="A key’s access is read, or read and write. Most programs only read, and a key that can only read does less harm in the wrong hands."
    >
      <DocsSection id="what" title="What the words mean">
        <Points
          items={[
            <>
              <strong className="font-medium">Read</strong>: <Code>GET</Code>, <Code>HEAD</Code> and{" "}
              <Code>OPTIONS</Code>. Everything else is refused as{" "}
              <TextLink href="/docs/errors#access_not_allowed">access_not_allowed</TextLink> before it reaches
              the service.
            </>,
            <>
              <strong className="font-medium">Read and write</strong>: every method.
            </>,
            "The method decides, not what the service does with it. A search sent as POST needs write.",
          ]}
        />
      </DocsSection>
      <DocsSection id="split" title="Splitting one key into two">
        <Points
          steps
          items={[
            "Create a second key for the same products with access Read, and give it to everything that only reads: web pages, dashboards, exports.",
            "Watch the old key in Analytics. What still calls it with GET has not moved yet.",
            "Restrict the old key to the addresses of the few servers that write. It is the one worth stealing now.",
          ]}
        />
        <Text>
          Not the other way round: taking write away from a key in use refuses whoever still writes with it,
          at once.
        </Text>
      </DocsSection>
      <DocsSection id="tokens" title="The same for tokens">
        <Text>
          A read and write key can still hand out tokens that only read. Name the scope when you{" "}
          <TextLink href="/docs/tokens">ask for one</TextLink>; it never gets more than its key.
        </Text>
        <CodeBlock label="scope of a token that only reads" code="scope=map-display:read search:read" />
      </DocsSection>
      <DocsSection id="products" title="Products and endpoint classes are a split, too">
        <Text>
          A key is valid for the products you tick, and inside a product for the endpoint classes you choose.
          A page that draws a map needs tiles and nothing else.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
