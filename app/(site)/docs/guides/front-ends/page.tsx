import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";
import { exampleFile } from "../_components/example-file";

export const metadata: Metadata = { title: "Front ends and mobile apps" };

const ENDPOINT = `const accessToken = createTokenSource({
  apiBaseUrl: process.env.API_BASE_URL,
  keyId: process.env.API_KEY_ID,
  secret: process.env.API_KEY,
  scope: "map-display:read",
});

app.get("/api/map-token", requireSignedIn, async (request, response) => {
  const { token, endsAt } = await accessToken();
  response.set("Cache-Control", "no-store").json({ token, endsAt });
});`;

export default async function FrontEndsGuide() {
  const [proxy, tokens] = await Promise.all([
    exampleFile("front-end-proxy", "proxy.mjs"),
    exampleFile("front-end-tokens", "token-source.mjs"),
  ]);
  return (
    <DocsArticle
      title="Front ends and mobile apps"
      lead="A secret in a web page or an app is published: everybody who has the program has the secret. Obfuscation delays that by minutes."
    >
      <DocsSection id="choose" title="Three ways, the best first">
        <Points
          items={[
            <>
              <strong className="font-medium">A proxy of yours</strong>: the page asks your server, your
              server asks the API. The secret stays at home, and you decide what can be asked.
            </>,
            <>
              <strong className="font-medium">Access tokens</strong>: your server hands a token to each
              signed-in visitor, who calls the API directly. It works for 15 minutes at most, and for what you
              named only.
            </>,
            <>
              <strong className="font-medium">A key made for publishing</strong>: for a public map on a public
              page. Read only, one product, allowed domains enforced, a low limit per client address, and a
              quota you can afford to lose. Read{" "}
              <TextLink href="/docs/guides/tls-and-domains">what domain rules do not protect</TextLink> first.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="proxy" title="A proxy">
        <Text>
          It has a list of what may be asked; all else is 404. Nothing of the visitor’s request goes on, so
          that nobody can smuggle a header or another path through it with your key.
        </Text>
        <CodeBlock label="proxy.mjs" code={proxy} />
        <Text>
          Put your own limit per visitor in front of it. To the API all of your visitors are one client: one
          of them could use up everybody’s queries per second.
        </Text>
      </DocsSection>
      <DocsSection id="tokens" title="Access tokens">
        <Text>
          The page gets a token from your server, with the session your visitors have anyway, and sends it as{" "}
          <Code>Authorization: Bearer</Code>. Tokens of one key share its limits; set a limit per client
          address on the key.
        </Text>
        <CodeBlock label="token-source.mjs" code={tokens} />
        <Text>An endpoint of yours that uses it, with Express:</Text>
        <CodeBlock label="token endpoint" code={ENDPOINT} />
        <Text>
          A <TextLink href="/docs/errors#token_expired">token_expired</TextLink> tells the page to ask again.
          A token cannot be put into the address of an image: for tiles in an <Code>&lt;img&gt;</Code> take
          the proxy.
        </Text>
      </DocsSection>
      <DocsSection id="mobile" title="Mobile apps">
        <Points
          items={[
            "An app is taken apart in minutes: what is in it, in its resources or in what it downloads at its start without a sign-in is public.",
            "Take the proxy or tokens, behind your own sign-in. An attestation of the platform (Play Integrity, App Attest) helps your server to tell your app from a script; it replaces no limit.",
            "An app in the field is updated late or never. A secret inside it cannot be rotated without cutting off who has not updated, which is the second reason not to put one there.",
            "Domain rules do nothing for apps: no browser sends an Origin for them.",
          ]}
        />
      </DocsSection>
    </DocsArticle>
  );
}
