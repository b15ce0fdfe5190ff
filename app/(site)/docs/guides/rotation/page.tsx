import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";

export const metadata: Metadata = { title: "Rotation without an outage" };

export default function RotationGuide() {
  const { OVERLAP_CAP_HOURS, PUBLIC_URL } = env();
  const script = `export KEYWARD_URL=${PUBLIC_URL}    # and KEYWARD_TOKEN from your secret manager
key=key_YOUR_KEY_ID

# 1. A new secret, straight into a file. The old one goes on for a day from the first use of the new one.
keyward keys rotate "$key" --overlap 24h --from-first-use --secret-file new-secret --reason "Quarterly"

# 2. Into your secret manager; deploy. Then the file is not needed any more.
vault kv put -mount=secret maps-api api_key=- < new-secret && rm new-secret

# 3. When the old one has no calls any more (the key's page shows who still uses it):
keyward keys finish "$key"`;
  return (
    <DocsArticle
      title="Rotation without an outage"
      lead="For a while a key has two secrets that both work. Move your programs in that time, and nobody notices."
    >
      <DocsSection id="stays" title="What changes and what stays">
        <Points
          items={[
            "The secret changes. The key ID, limits, restrictions, counters and Analytics stay: they belong to the key.",
            "Rotating gives no second allowance: calls with either secret count against the same limits.",
            `The old secret works on for the overlap you choose, ${OVERLAP_CAP_HOURS} hours at most. Afterwards it cannot be brought back.`,
          ]}
        />
      </DocsSection>
      <DocsSection id="steps" title="Step by step">
        <Points
          steps
          items={[
            "Find out who uses the key: its page shows addresses and user agents. If you do not know one of them, ask before you rotate.",
            "Rotate with an overlap that is longer than your slowest deployment. “From the first use” starts the clock only when the new secret is in use, so that a deployment that fails costs nothing.",
            "Copy the new secret to where your programs read it, and deploy. A program that reads a file needs no restart.",
            "Watch the rotation on the key’s page: calls with the old secret fall to zero, and it says who is left.",
            "Finish the rotation, or let the overlap run out.",
          ]}
        />
        <Text>
          Something went wrong? While nobody has used the new secret, the rotation can be cancelled. Later it
          can be extended, within the {OVERLAP_CAP_HOURS} hours.
        </Text>
      </DocsSection>
      <DocsSection id="headers" title="A client that still has the old secret is told">
        <Text>
          Every answer to the old secret says so. Log these in your client and you will not be surprised.
        </Text>
        <CodeBlock
          label="answer to a retiring secret"
          code={
            "Deprecation: @1772452800\nSunset: Mon, 02 Mar 2026 13:00:00 GMT\nX-Key-Rotation: retiring; ends=2026-03-02T13:00:00.000Z; key-id=key_…"
          }
        />
        <Text>
          After the end the answer is <TextLink href="/docs/errors#key_retired">401 key_retired</TextLink>,
          which names the reason: not a wrong key, an old one.
        </Text>
      </DocsSection>
      <DocsSection id="script" title="From a script">
        <Text>
          With a management token that may rotate (<Code>keys:rotate</Code>) and{" "}
          <TextLink href="/docs/guides/storing-keys#git">the keyward program</TextLink>, here as{" "}
          <Code>keyward</Code>. The new secret is never on the screen, in an argument or in a log.
        </Text>
        <CodeBlock label="rotation script" code={script} />
      </DocsSection>
      <DocsSection id="often" title="How often">
        <Text>
          When somebody who knew it leaves, when it may have been seen, and by the calendar so often that you
          are good at it. A rotation that is done every quarter is a routine; one that is done after a leak
          for the first time is an outage.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
