import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { TRIES_MAX } from "@/lib/webhooks/backoff";
import { EVENT_TYPES } from "@/lib/webhooks/event-types";
import {
  DISABLED_AFTER_DAYS,
  EVENTS_KEPT_DAYS,
  SECRET_OVERLAP_MAX_HOURS,
  WEBHOOKS_MAX,
} from "@/lib/webhooks/schemas";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "Webhooks" };

/** The file that is tested is the file that is shown. */
function receiverSource(): Promise<string> {
  return readFile(join(process.cwd(), "examples", "verify-webhook", "verify.mjs"), "utf8");
}

const EXAMPLE = EVENT_TYPES["key.disabled"].example;

export default async function WebhooksPage() {
  return (
    <DocsArticle
      title="Webhooks"
      lead="What happens to your keys, sent to a program or a chat of yours the moment it happens. An admin or owner adds them under Settings."
    >
      <DocsSection id="message" title="What is sent">
        <Text>
          A POST with JSON. Its headers follow{" "}
          <TextLink href="https://www.standardwebhooks.com">Standard Webhooks</TextLink>, so any library for
          them verifies it.
        </Text>
        <CodeBlock
          label="message"
          code={`POST /keyward HTTP/1.1
content-type: application/json
webhook-id: evt_6fGhIjKlMnOpQrStUvWxYz
webhook-timestamp: 1772452800
webhook-signature: v1,5qWl8…=

${JSON.stringify({ type: "key.disabled", timestamp: "2026-03-02T12:00:00.000Z", data: EXAMPLE }, null, 2)}`}
        />
        <Points
          items={[
            <>
              <Code>data</Code> is what was true when it happened. It never holds a secret.
            </>,
            <>
              The same event can come twice, and events can come in another order than they happened.{" "}
              <Code>webhook-id</Code> stays the same at every try; <Code>timestamp</Code> says when it
              happened.
            </>,
            "New types and new fields are added without notice. Ignore what you do not know.",
          ]}
        />
      </DocsSection>
      <DocsSection id="verify" title="Verify it">
        <Points
          items={[
            <>
              The signature is HMAC-SHA-256 with your secret, <Code>whsec_</Code> and base64 of 32 bytes, over{" "}
              <Code>{"<webhook-id>.<webhook-timestamp>.<body>"}</Code>.
            </>,
            "Take the body as it came in. Parsed and written again it is another text.",
            "Refuse what is more than five minutes old, compare in constant time, and store the ID of each message you acted on.",
            `After a rotation both secrets sign for as long as you chose, ${SECRET_OVERLAP_MAX_HOURS} hours at most: the header then holds two signatures, and one that fits is enough.`,
          ]}
        />
        <CodeBlock label="receiver" code={await receiverSource()} />
      </DocsSection>
      <DocsSection id="answers" title="What your answer means">
        <Points
          items={[
            <>
              Any <Code>2xx</Code> within 10 seconds: it has arrived. Keep the event and answer; do the work
              afterwards.
            </>,
            <>
              Anything else, a redirect included: it is tried again after 5 seconds, 5 minutes, half an hour,
              then ever more rarely for three days, {TRIES_MAX} times in all. <Code>Retry-After</Code> is
              followed.
            </>,
            <>
              <Code>410</Code>: you want no more. The webhook is disabled at once.
            </>,
            `After ${DISABLED_AFTER_DAYS} days without a single arrival the webhook is disabled, and admins are told.`,
            `Every delivery is in the webhook's log for ${EVENTS_KEPT_DAYS} days with each of its tries, and can be sent again, one by one or all that did not arrive: there, or over the management API.`,
          ]}
        />
      </DocsSection>
      <DocsSection id="places" title="Where it can be sent">
        <Points
          items={[
            "https:// only, with a certificate that the world trusts, at a public address. Private networks, this machine and cloud metadata are refused, also behind a name that changes its mind.",
            "Nothing of the answer but its status is kept or shown.",
            `An organization has ${WEBHOOKS_MAX} webhooks at most.`,
          ]}
        />
      </DocsSection>
      <DocsSection id="chat" title="In a chat">
        <Text>
          Choose “A line of text for a chat” and paste the URL of an incoming webhook of Slack, or of a chat
          that takes the same format. What is sent is one line and a link to the dashboard:
        </Text>
        <CodeBlock
          label="chat message"
          code={JSON.stringify({ text: EVENT_TYPES["key.disabled"].say(EXAMPLE) })}
        />
      </DocsSection>
      <DocsSection id="events" title="Events">
        <div className="grid gap-3">
          {Object.entries(EVENT_TYPES).map(([name, { means, example }]) => (
            <details key={name} className="min-w-0 rounded-lg border border-line bg-surface">
              <summary className="cursor-pointer px-4 py-2.5">
                <span className="font-mono text-sm">{name}</span>
                <span className="block text-ink-muted text-sm">{means}</span>
              </summary>
              <CodeBlock
                label={`data of ${name}`}
                code={JSON.stringify(example, null, 2)}
                className="mx-4 mb-4"
              />
            </details>
          ))}
        </div>
      </DocsSection>
    </DocsArticle>
  );
}
