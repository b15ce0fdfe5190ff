import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Tag } from "@/components/ui/tag";
import { env } from "@/lib/env";
import { ERROR_CODES } from "@/lib/errors/codes";
import { REPORT_BYTES_MAX, REPORT_REFUSALS } from "@/lib/leak-intake/schemas";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "Report leaks" };

const REPORT = `curl -H "Authorization: Bearer $LEAK_TOKEN" -H "Content-Type: application/json" \\
  -d '{"findings":[
        {"token":"kw_…","url":"https://example.com/shop/config.js","type":"repository"},
        {"sha256":"<SHA-256 of a secret, hex>","url":"https://example.com/paste/7"}]}' \\`;

/** Where these endpoints mean it otherwise than the management API. */
const MESSAGES: Partial<Record<(typeof REPORT_REFUSALS)[number], string>> = {
  malformed_json: "The body is not JSON in UTF-8.",
  body_too_large: `The body is longer than ${REPORT_BYTES_MAX.toLocaleString("en")} bytes.`,
  invalid_input: "The body is no report. fields says what is wrong first.",
  too_many_attempts:
    "Too many reports of this address had no signature or token that holds. Retry-After says when.",
  unavailable:
    "The database, or the key set that signatures are checked with, cannot be reached. Send it again.",
};

export default function ReportLeaksPage() {
  const base = env().PUBLIC_URL;
  return (
    <DocsArticle
      title="Report leaks"
      lead="For whoever scans code in the open and finds secrets of ours. If a key of your own leaked, the run-book is quicker."
    >
      <DocsSection id="what" title="What a secret looks like">
        <Text>
          <Code>{"kw_[0-9A-Za-z]{49}"}</Code>, of which the last six characters are the CRC-32 of what comes
          before them, in base 62. A secret can be told from noise without asking anybody. Management tokens
          begin with <Code>kwm_</Code> and are like it otherwise; report both.
        </Text>
      </DocsSection>
      <DocsSection id="github" title="GitHub">
        <Text>
          GitHub’s secret scanning partner programme reports to <Code>{`${base}/api/leaks/github`}</Code>: a
          JSON array of matches, signed with ECDSA on P-256 over the bytes of the body. The answer is{" "}
          <Code>200 []</Code> whatever was reported.
        </Text>
      </DocsSection>
      <DocsSection id="others" title="Everybody else">
        <Text>
          Ask us for a token. Each finding is the secret itself or its SHA-256, with the address it was found
          at; <Code>url</Code> and <Code>type</Code> may be left out.
        </Text>
        <CodeBlock label="a report" code={`${REPORT}\n  ${base}/api/leaks`} />
        <Text>
          The answer is <Code>202</Code> with how many findings were received.
        </Text>
      </DocsSection>
      <DocsSection id="promises" title="What holds for both">
        <Points
          items={[
            "The answer says nothing about any secret: known and unknown ones are answered alike, and looked up afterwards.",
            "A report can be sent again: the same finding at the same place counts once.",
            `Up to ${REPORT_BYTES_MAX.toLocaleString("en")} bytes and 20,000 findings at once; 10,000 are no problem.`,
            "No secret is kept, only its SHA-256; of secrets that are none of ours for 30 days.",
            <>
              What happens to a key is its owner’s choice: people are told, or it is throttled, restricted or
              rotated at once. A management token is revoked, unless its owner chose to be told only. The{" "}
              <TextLink href="/docs/guides/leak">run-book</TextLink> says what they do next.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="errors" title="Codes of refusals">
        <ul className="grid gap-3">
          {REPORT_REFUSALS.map((code) => (
            <li
              key={code}
              id={code}
              className="rounded-lg border border-line bg-surface p-4 target:border-accent target:bg-accent-soft"
            >
              <p className="flex flex-wrap items-center gap-x-3">
                <span className="font-mono font-medium">{code}</span>
                <Tag>{ERROR_CODES[code].status}</Tag>
              </p>
              <p className="mt-1">{MESSAGES[code] ?? ERROR_CODES[code].message}</p>
            </li>
          ))}
        </ul>
      </DocsSection>
    </DocsArticle>
  );
}
