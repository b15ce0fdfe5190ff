import type { Metadata } from "next";
import { callWithToken, tokenRequest } from "@/components/tokens/token-snippets";
import { CodeBlock } from "@/components/ui/code-block";
import { tokenIssuer } from "@/lib/tokens/issuer";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "Access tokens" };

const ANSWER = `{
  "access_token": "eyJhbGciOiJFZERTQSIs…",
  "token_type": "Bearer",
  "expires_in": 900,
  "scope": "map-display:read"
}`;

export default function TokensPage() {
  const edgeUrl = tokenIssuer();
  return (
    <DocsArticle
      title="Access tokens"
      lead="A server of yours trades a key for a token that lives 15 minutes at most, and hands that to programs which should not carry the secret."
    >
      <DocsSection id="get" title="Getting one">
        <Text>
          The client credentials grant of OAuth 2.0: the client ID is the key ID, the client secret is the
          key's secret, sent by HTTP Basic or as <Code>client_id</Code> and <Code>client_secret</Code> in the
          form.
        </Text>
        <CodeBlock
          label="token request"
          code={tokenRequest(edgeUrl, "key_YOUR_KEY_ID", ["map-display:read"])}
        />
        <CodeBlock label="answer" code={ANSWER} />
        <Text>
          <Code>scope</Code> is a list of <Code>product:read</Code> or <Code>product:write</Code>, separated
          by spaces: read is GET, HEAD and OPTIONS, write is every method. Without it the token may do all
          that its key may; it never gets more.
        </Text>
      </DocsSection>
      <DocsSection id="use" title="Using it">
        <CodeBlock
          label="call with a token"
          code={callWithToken(`${edgeUrl}/map/1/tile/basic/main/0/0/0.png?view=Unified`, "tile.png", "eyJ…")}
        />
        <Text>
          A token goes into <Code>Authorization</Code>, never into the query. Ask for the next one before{" "}
          <Code>expires_in</Code> seconds are over; one token serves any number of calls and of programs. A
          server that hands tokens to its visitors is in{" "}
          <TextLink href="/docs/guides/front-ends#tokens">Front ends and mobile apps</TextLink>.
        </Text>
      </DocsSection>
      <DocsSection id="key" title="What it shares with its key">
        <Points
          items={[
            "Restrictions and limits are the key's, judged at each call. Tokens of one key share its queries per second.",
            "Disabling or deleting the key ends its tokens within a second, and so does the end of the secret they were made with.",
            "A token never lives longer than its key or a retiring secret: expires_in is shorter then.",
          ]}
        />
      </DocsSection>
      <DocsSection id="end" title="Ending one early">
        <Text>
          Post the token to <Code>/oauth/revoke</Code> with the same client credentials (RFC 7009): it is
          refused from then on as <TextLink href="/docs/errors#token_revoked">token_revoked</TextLink>.{" "}
          <Code>/oauth/introspect</Code> (RFC 7662) tells the client it was given to whether a token still
          works.
        </Text>
      </DocsSection>
      <DocsSection id="shape" title="What it is made of">
        <Text>
          A JWT in the profile of RFC 9068, signed with Ed25519 (<Code>EdDSA</Code>) and nothing else. The
          public keys are at <Code>/.well-known/jwks.json</Code>, the endpoints are described at{" "}
          <Code>/.well-known/oauth-authorization-server</Code> (RFC 8414). The service behind the edge never
          sees the token; it verifies the <TextLink href="/docs/verify">assertion</TextLink>.
        </Text>
      </DocsSection>
      <DocsSection id="refusals" title="When it is refused">
        <Points
          items={[
            <>
              <TextLink href="/docs/errors#token_expired">token_expired</TextLink>: get the next one.
            </>,
            <>
              <TextLink href="/docs/errors#token_invalid">token_invalid</TextLink>: it was not made here, or
              was changed on its way.
            </>,
            <>
              <TextLink href="/docs/errors#product_not_allowed">product_not_allowed</TextLink> and{" "}
              <TextLink href="/docs/errors#access_not_allowed">access_not_allowed</TextLink>: the scope, or
              the key, leaves it out; the answer says which.
            </>,
          ]}
        />
      </DocsSection>
    </DocsArticle>
  );
}
