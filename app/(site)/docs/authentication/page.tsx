import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "Authentication" };

export default function AuthenticationPage() {
  return (
    <DocsArticle
      title="Authentication"
      lead="A call carries the secret of exactly one key, exactly once: in a header, or where no header can be sent, in the query."
    >
      <DocsSection id="header" title="In a header">
        <CodeBlock label="header" code="X-API-Key: kw_…" />
        <Text>
          Use this in every program. <Code>TomTom-Api-Key</Code> is read in the same way, for clients that
          send it already.
        </Text>
      </DocsSection>
      <DocsSection id="query" title="In the query">
        <CodeBlock label="query parameter" code="?key=kw_…" />
        <Text>
          For places that can send no header, such as an address bar or an image tag. Addresses end up in
          histories, logs and referrers, so a key can forbid it (
          <TextLink href="/docs/errors#query_key_not_allowed">query_key_not_allowed</TextLink>).
        </Text>
      </DocsSection>
      <DocsSection id="token" title="As an access token">
        <CodeBlock label="bearer token" code="Authorization: Bearer eyJ…" />
        <Text>
          For programs that should not carry the secret: a server of yours trades the key for a token that
          lives 15 minutes at most. See <TextLink href="/docs/tokens">Access tokens</TextLink>.
        </Text>
      </DocsSection>
      <DocsSection id="websocket" title="Over WebSocket">
        <Text>
          Where a product speaks it, the handshake carries the key like any call; a script of a page, which
          can set no header there, sends it in the query. A connection counts as one call. It ends as soon as
          its key may not call any more, with close code <Code>1008</Code> and the{" "}
          <TextLink href="/docs/errors">code of the refusal</TextLink> as its reason, after two minutes of
          silence, and after an hour: open another one then.
        </Text>
      </DocsSection>
      <DocsSection id="one" title="One credential">
        <Text>
          Two credentials in one call are refused, even equal ones: nobody could say which was meant (
          <TextLink href="/docs/errors#ambiguous_credentials">ambiguous_credentials</TextLink>). Request
          bodies are never searched for keys.
        </Text>
      </DocsSection>
      <DocsSection id="secret" title="The shape of a secret">
        <Text>
          A secret is <Code>kw_</Code>, 43 random letters and digits, and 6 more that are a checksum. A
          mistyped secret is recognised without looking it up, and so can be recognised by scanners of source
          code.
        </Text>
      </DocsSection>
      <DocsSection id="care" title="Keeping it yours">
        <Points
          items={[
            <>
              Keep secrets <TextLink href="/docs/guides/storing-keys">out of source code</TextLink> and out of
              programs that others can read;{" "}
              <TextLink href="/docs/guides/front-ends">a server of yours</TextLink> can make the call.
            </>,
            <>
              Use <TextLink href="/docs/guides/one-key-per-application">one key per application</TextLink>, so
              that one can be replaced without the others.
            </>,
            "The edge never passes the secret on: the service behind it sees the key ID only.",
            "Every copy of a secret in the dashboard leaves a row in the audit log.",
            <>
              It leaked? There is a <TextLink href="/docs/guides/leak">run-book</TextLink>.
            </>,
          ]}
        />
      </DocsSection>
    </DocsArticle>
  );
}
