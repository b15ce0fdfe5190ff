import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Code, DocsArticle, DocsSection, Points, Text } from "../_components/prose";

export const metadata: Metadata = { title: "Verify calls" };

/** The file that is tested is the file that is shown. */
function verifierSource(): Promise<string> {
  return readFile(join(process.cwd(), "examples", "verify-assertion", "verify.mjs"), "utf8");
}

export default async function VerifyPage() {
  return (
    <DocsArticle
      title="Verify calls"
      lead="For the service behind the edge: how to know that a call passed the edge, and whose it is, without trusting the network."
    >
      <DocsSection id="what" title="What the edge adds">
        <CodeBlock
          label="headers added by the edge"
          code={
            "X-Keyward-Key-Id: key_…\nX-Keyward-Org-Id: org_…\nX-Keyward-Product: map-display\nX-Request-Id: req_…\nX-Keyward-Assertion: v1;kid=usk_…;t=1772452800;sig=…"
          }
        />
        <Text>
          The secret of the caller is not among them, and whatever a client sends under these names is
          dropped.
        </Text>
      </DocsSection>
      <DocsSection id="how" title="What the signature covers">
        <Text>
          <Code>sig</Code> is HMAC-SHA-256, in base64url, with a secret that only the edge and this upstream
          know, over these lines joined by a line feed:
        </Text>
        <CodeBlock
          label="signed message"
          code={
            "keyward-assertion-v1\n<kid>\n<t>\n<X-Request-Id>\n<method>\n<path and query as sent>\n<name:value of every X-Keyward-* field but the assertion, names in lower case, sorted>"
          }
        />
        <Points
          items={[
            "t may be off by 30 seconds either way. Inside that time a verifier should refuse a request ID it has seen.",
            "Two secrets are good while one replaces the other; kid says which one signed.",
            "The body is not covered. Between the edge and the upstream, use TLS if the network is not yours.",
            "Compare signatures in constant time, and the path exactly as it stood in the request line.",
          ]}
        />
      </DocsSection>
      <DocsSection id="rotation" title="When the secret is replaced">
        <Points
          items={[
            "An operator makes the next secret in the staff console and carries it to you. The edge goes on signing with the old one.",
            "Accept both. Then the operator has the edge sign with the new one, which every edge does within a second.",
            "Five minutes later nothing is signed with the old one any more, and you can forget it.",
          ]}
        />
      </DocsSection>
      <DocsSection id="code" title="A verifier without dependencies">
        <CodeBlock label="verifier" code={await verifierSource()} />
      </DocsSection>
    </DocsArticle>
  );
}
