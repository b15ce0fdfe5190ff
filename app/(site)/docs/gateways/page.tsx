import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";
import { GATEWAY_EXAMPLES } from "./_components/examples";
import { GatewayTabs, type ShownExample } from "./_components/gateway-tabs";

export const metadata: Metadata = { title: "Use it with your gateway" };

/** The files that are tested are the files that are shown. */
function readExamples(): Promise<ShownExample[]> {
  return Promise.all(
    GATEWAY_EXAMPLES.map(async ({ files, ...example }) => ({
      ...example,
      files: await Promise.all(
        files.map(async (name) => ({
          name,
          text: await readFile(join(process.cwd(), "examples", example.id, name), "utf8"),
        })),
      ),
    })),
  );
}

export default async function GatewaysPage() {
  const { PUBLIC_URL } = env();
  return (
    <DocsArticle
      title="Use it with your gateway"
      lead="You already have a gateway? It goes on forwarding, and asks Keyward about each call first. Keyward says yes, or gives the very answer the client should get."
    >
      <DocsSection id="how" title="How it works">
        <Points
          steps
          items={[
            <>
              A call reaches your gateway. The gateway asks <Code>{`${PUBLIC_URL}/edge/check`}</Code> about
              its method, path, query and headers. The body stays where it is.
            </>,
            <>
              Keyward looks at the key like at any call of its own: same rules, same limits, same order. The
              call counts as decided.
            </>,
            <>
              The answer is 200, with what the gateway adds to the call; or it is the refusal, ready to be
              handed to the client.
            </>,
          ]}
        />
        <CodeBlock
          label="answer to a gateway"
          code={
            'HTTP/1.1 200 OK\nX-Keyward-Key-Id: key_…\nX-Keyward-Org-Id: org_…\nX-Keyward-Product: map-display\nX-Keyward-Assertion: v1;kid=usk_…;t=1772452800;sig=…\nX-Request-Id: req_…\nX-Upstream-Uri: /samples/map/1/tile/basic/main/0/0/0.png?view=Unified\nRateLimit: "qps";r=49;t=1'
          }
        />
        <Text>
          <Code>X-Upstream-Uri</Code> is the path and query to ask the upstream for: what was judged, without
          the key. Programs can read one path in two ways; a gateway that asks for exactly this cannot be led
          past the check. The assertion is explained in <TextLink href="/docs/verify">Verify calls</TextLink>.
        </Text>
      </DocsSection>
      <DocsSection id="trust" title="Who may ask">
        <Text>
          Only a gateway may speak for other requests. It sends <Code>X-Keyward-Gateway</Code> with the value
          of the setting <Code>GATEWAY_SECRET</Code>, or calls from an address in{" "}
          <Code>TRUSTED_PROXY_CIDRS</Code>. Everybody else gets{" "}
          <TextLink href="/docs/errors#caller_not_trusted">403 caller_not_trusted</TextLink>, whatever they
          say.
        </Text>
      </DocsSection>
      <DocsSection id="ask" title="Three ways to ask">
        <Points
          items={[
            <>
              <Code>/edge/check</Code> with <Code>X-Forwarded-Method</Code> and <Code>X-Forwarded-Uri</Code>:
              Traefik, Caddy, HAProxy.
            </>,
            <>
              <Code>/edge/check/original/path?query</Code> with the call&apos;s own method: Envoy.
            </>,
            <>
              <Code>/edge/check?mode=nginx</Code> with <Code>X-Original-Method</Code> and{" "}
              <Code>X-Original-URI</Code>: nginx. Every refusal is 401 or 403; the real status, code and body
              stand in <Code>X-Keyward-Status</Code>, <Code>-Code</Code>, <Code>-Type</Code> and{" "}
              <Code>-Body</Code>.
            </>,
            <>
              In all three <Code>X-Forwarded-For</Code> tells the client&apos;s address: the right-most one
              that is not a trusted proxy&apos;s.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="examples" title="Configurations that work">
        <GatewayTabs examples={await readExamples()} />
      </DocsSection>
      <DocsSection id="limits" title="What a gateway cannot tell">
        <Points
          items={[
            "Keyward counts the decision, not the upstream's status, its bytes or how long it took.",
            "Quotas in bytes and limits of concurrent calls need calls that Keyward forwards itself.",
            "A preflight carries no key. Send preflights to Keyward instead of asking about them, as the examples do.",
          ]}
        />
      </DocsSection>
      <DocsSection id="usage" title="A key can ask about itself">
        <Text>
          <Code>GET /edge/usage</Code> with the key tells its limits, what is left of them and when they begin
          anew, the end of a secret that is being replaced, and which restrictions apply. It takes nothing
          from any limit.
        </Text>
        <CodeBlock
          label="request about a key's own usage"
          code={`curl -H "X-API-Key: YOUR_API_KEY" ${PUBLIC_URL}/edge/usage`}
        />
      </DocsSection>
    </DocsArticle>
  );
}
