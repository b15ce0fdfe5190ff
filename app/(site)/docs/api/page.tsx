import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Tag } from "@/components/ui/tag";
import { env } from "@/lib/env";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { errorsOf, openApi } from "@/lib/management/openapi";
import { ROUTES } from "@/lib/management/routes/all";
import { ALL_SCOPES, SCOPES } from "@/lib/management/scopes";
import { REQUESTS_PER_MINUTE } from "@/lib/management/throttle";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";
import type { JsonSchema } from "./_components/json-schema";
import { type Operation, OperationCard } from "./_components/operation";
import { SchemaFields } from "./_components/schema-fields";

export const metadata: Metadata = { title: "Management API" };

type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** Components that are taken in; in the others no field is required of anybody. */
const INPUTS: ReadonlySet<string> = new Set(["CreateKey", "EditKey", "RotateKey", "ExtendRotation"]);

export default function ApiPage() {
  const document = openApi() as Document;
  const base = `${env().PUBLIC_URL}/api/v1`;
  const groups = [...new Set(ROUTES.map(({ group }) => group))];
  return (
    <DocsArticle
      title="Management API"
      lead="Everything that members do to keys in the dashboard, for programs: the same rules, the same audit log, effective at the edge within a second."
    >
      <DocsSection id="begin" title="Getting started">
        <Text>
          An admin creates a management token under Settings. It goes into the <Code>Authorization</Code>{" "}
          header; cookies and API keys count for nothing here. The same description for tools is at{" "}
          <TextLink href="/api/v1/openapi.json">openapi.json</TextLink> (OpenAPI 3.1).
        </Text>
        <CodeBlock
          label="first request"
          code={`curl -H "Authorization: Bearer $KEYWARD_TOKEN" '${base}/keys?limit=2'`}
        />
        <CodeBlock label="creating a key" code={createExample(base)} />
      </DocsSection>
      <DocsSection id="scopes" title="Scopes">
        <Text>
          A token does what its scopes allow and what its creator's role allows today. When its creator leaves
          the organization it stops working. What it creates belongs to that person.
        </Text>
        <ul className="grid gap-1.5">
          {ALL_SCOPES.map((scope) => (
            <li key={scope} className="flex flex-wrap items-center gap-x-3">
              <Tag className="font-mono">{scope}</Tag>
              {SCOPES[scope].words}
            </li>
          ))}
        </ul>
      </DocsSection>
      <DocsSection id="conventions" title="What holds everywhere">
        <Points
          items={[
            <>
              <b>Refusals</b> are <Code>application/problem+json</Code> with a <Code>code</Code> that never
              changes its meaning, and <Code>fields</Code> where a field is wrong. A refused request has
              changed nothing. Fields and parameters we do not know are refused with 422.
            </>,
            <>
              <b>Sending again:</b> give a POST an <Code>Idempotency-Key</Code> of your own. For 24 hours the
              same request with the same key gets the same answer, with <Code>Idempotent-Replayed: true</Code>
              , and does nothing twice. Afterwards it is refused as{" "}
              <TextLink href="#replay_expired">replay_expired</TextLink>. An answer with a secret is kept
              sealed, and for ten minutes only where an organization shows secrets once. A request that was
              refused can be sent again with the same key.
            </>,
            <>
              <b>Two at once:</b> every answer with a key has its version as <Code>ETag</Code>. Send it back
              as <Code>If-Match</Code> and a key that somebody changed meanwhile is left alone:{" "}
              <TextLink href="#version_mismatch">version_mismatch</TextLink>.
            </>,
            <>
              <b>Lists</b> come in pages: <Code>data</Code> and <Code>nextCursor</Code>, which goes into{" "}
              <Code>cursor</Code> with the same filters; null on the last page.
            </>,
            <>
              <b>Limit:</b> {REQUESTS_PER_MINUTE} requests of a token in any minute, for each instance of the
              dashboard. <Code>RateLimit</Code> says what is left; over it the answer is 429 with{" "}
              <Code>Retry-After</Code>.
            </>,
            <>
              <b>Restrictions:</b> a list you set without its enforcement is enforced, an emptied one is off.
            </>,
          ]}
        />
      </DocsSection>
      {groups.map((group) => (
        <DocsSection key={group} id={`group-${group.toLowerCase()}`} title={group}>
          <div className="grid gap-4">
            {ROUTES.filter((route) => route.group === group).map((route) => {
              const operation = document.paths[route.path]?.[route.method.toLowerCase()];
              return operation ? (
                <OperationCard key={route.operationId} route={route} operation={operation} />
              ) : null;
            })}
          </div>
        </DocsSection>
      ))}
      <DocsSection id="schemas" title="Shapes">
        <div className="grid gap-4">
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <section
              key={name}
              id={`schema-${name}`}
              aria-labelledby={`schema-${name}-title`}
              className="grid gap-3 rounded-lg border border-line bg-surface p-4 target:border-accent"
            >
              <h3 id={`schema-${name}-title`} className="font-mono font-medium">
                {name}
              </h3>
              <SchemaFields schema={schema} isInput={INPUTS.has(name)} />
            </section>
          ))}
        </div>
      </DocsSection>
      <DocsSection id="errors" title="Codes of refusals">
        <ul className="grid gap-3">
          {codes().map((code) => (
            <li
              key={code}
              id={code}
              className="rounded-lg border border-line bg-surface p-4 target:border-accent target:bg-accent-soft"
            >
              <p className="flex flex-wrap items-center gap-x-3">
                <span className="font-mono font-medium">{code}</span>
                <Tag>{ERROR_CODES[code].status}</Tag>
              </p>
              <p className="mt-1">{ERROR_CODES[code].message}</p>
            </li>
          ))}
        </ul>
      </DocsSection>
    </DocsArticle>
  );
}

/** Every code the API can answer with: `type` of a refusal links to it. */
function codes(): ErrorCode[] {
  const all = new Set<ErrorCode>(["not_found", "method_not_allowed", ...ROUTES.flatMap(errorsOf)]);
  return [...all].sort((a, b) => ERROR_CODES[a].status - ERROR_CODES[b].status);
}

function createExample(base: string): string {
  return [
    `curl -X POST '${base}/keys' \\`,
    `  -H "Authorization: Bearer $KEYWARD_TOKEN" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H "Idempotency-Key: $(uuidgen)" \\`,
    `  -d '{`,
    `    "name": "Store locator",`,
    `    "products": [{ "product": "map-display" }],`,
    `    "restrictions": { "domains": ["example.com", "*.example.com"] }`,
    `  }'`,
  ].join("\n");
}
