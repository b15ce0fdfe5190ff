import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";
import { exampleFile } from "../_components/example-file";

export const metadata: Metadata = { title: "Storing keys" };

const COMPOSE = `services:
  shop:
    image: shop
    environment:
      API_KEY_FILE: /run/secrets/api_key
    secrets: [api_key]
secrets:
  api_key:
    file: ./secrets/api_key   # outside of the repository, mode 0600`;

const KUBERNETES = `kubectl create secret generic maps-api --from-file=api_key=/dev/stdin   # paste, then Ctrl-D

# in the pod: a file, not an environment variable, so that a new secret needs no restart
volumeMounts:
  - { name: maps-api, mountPath: /run/secrets/maps-api, readOnly: true }
volumes:
  - { name: maps-api, secret: { secretName: maps-api, defaultMode: 0400 } }`;

const SYSTEMD = `[Service]
LoadCredential=api_key:/etc/shop/api_key
Environment=API_KEY_FILE=%d/api_key`;

const MANAGERS = `vault kv put -mount=secret maps-api api_key=-                      # reads standard input
aws secretsmanager put-secret-value --secret-id maps-api --secret-string file:///dev/stdin
gcloud secrets versions add maps-api --data-file=-
az keyvault secret set --vault-name shop --name maps-api --file /dev/stdin --output none`;

export default async function StoringKeysGuide() {
  const { PUBLIC_URL } = env();
  const [reader, hook, ignore] = await Promise.all([
    exampleFile("read-secret", "read-secret.mjs"),
    exampleFile("pre-commit", "pre-commit"),
    exampleFile("pre-commit", "gitignore"),
  ]);
  return (
    <DocsArticle
      title="Storing keys"
      lead="A secret belongs where your platform keeps secrets: outside of the code, readable by the one program that needs it, replaceable without a release."
    >
      <DocsSection id="never" title="Where never">
        <Points
          items={[
            "In source code, also private, also “for now”: a repository’s history is copied to every machine that clones it, and stays.",
            "In an image of a container, a build argument, a bundle of a front end or a mobile app.",
            "In a ticket, a wiki, a chat or a mail. To hand a key to a colleague, let them copy it from the dashboard: each copy is in the audit log.",
            "In a command line: other users of the machine see arguments, and your shell keeps a history.",
          ]}
        />
      </DocsSection>
      <DocsSection id="read" title="Reading it">
        <Text>
          A file is better than the environment: it has permissions, child processes do not inherit it, it is
          in no crash report, and it can change while the program runs, which makes{" "}
          <TextLink href="/docs/guides/rotation">rotation</TextLink> a matter of minutes. This reads either
          one.
        </Text>
        <CodeBlock label="read-secret.mjs" code={reader} />
      </DocsSection>
      <DocsSection id="platforms" title="Putting it there">
        <CodeBlock label="Docker Compose" code={COMPOSE} />
        <CodeBlock label="Kubernetes" code={KUBERNETES} />
        <CodeBlock label="systemd unit" code={SYSTEMD} />
        <Text>
          With a secret manager, write the value from standard input, never as an argument, and let its agent
          put a file in front of your program. These are written from the tools’ documentation, not run in
          Keyward’s own tests.
        </Text>
        <CodeBlock label="secret managers" code={MANAGERS} />
      </DocsSection>
      <DocsSection id="git" title="Keeping it out of git">
        <Text>Files with values are ignored, an example without values is not.</Text>
        <CodeBlock label=".gitignore" code={ignore} />
        <Text>
          And because people forget: a hook that looks at what is about to be committed.{" "}
          <a
            href="/docs/guides/keyward.mjs"
            download="keyward.mjs"
            className="text-accent-ink underline underline-offset-4"
          >
            keyward.mjs
          </a>{" "}
          is one file without dependencies, works offline, and recognises a secret by its checksum, so that it
          does not cry wolf.
        </Text>
        <CodeBlock
          label="installing the hook"
          code={`mkdir -p tools && curl -fsSo tools/keyward.mjs ${PUBLIC_URL}/docs/guides/keyward.mjs
node tools/keyward.mjs scan .`}
        />
        <CodeBlock label="pre-commit hook" code={hook} />
        <Text>
          A hook can be skipped, so scan in CI as well: <Code>node tools/keyward.mjs scan .</Code> exits with
          1 when it finds something, with 2 when it could not look at everything. A line that says{" "}
          <Code>keyward:allow</Code> is left alone, for an example that has to stay.
        </Text>
      </DocsSection>
      <DocsSection id="found" title="It was committed already">
        <Text>
          Removing it in a later commit does not help: it is in the history, in clones and in forks. Treat it
          as leaked and follow the <TextLink href="/docs/guides/leak">run-book</TextLink>; rewriting history
          comes last, if at all.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
