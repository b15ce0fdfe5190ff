import { Tag } from "@/components/ui/tag";
import { ERROR_CODES } from "@/lib/errors/codes";
import { COMMON_ERRORS, errorsOf } from "@/lib/management/openapi";
import type { Route } from "@/lib/management/route";
import { componentOf, type JsonSchema, type Parameter } from "./json-schema";
import { Marked } from "./marked";
import { FieldLine, SchemaFields } from "./schema-fields";

/** What the document says of one operation, as far as the page shows it. */
export type Operation = {
  parameters: readonly Parameter[];
  requestBody?: { content: { "application/json": { schema: JsonSchema } } };
  responses: Readonly<Record<string, { content?: { "application/json": { schema: JsonSchema } } }>>;
};

type OperationCardProps = { route: Route; operation: Operation };

/** One request of the API, with all that goes in and what comes out. */
export function OperationCard({ route, operation }: OperationCardProps) {
  const { operationId, method, path, summary, description, scope, status } = route;
  const body = operation.requestBody?.content["application/json"].schema;
  const answer = operation.responses[status]?.content?.["application/json"].schema;
  const own = errorsOf(route).filter((code) => !COMMON_ERRORS.some((common) => common === code));
  return (
    <section
      id={operationId}
      aria-labelledby={`${operationId}-title`}
      className="grid gap-4 rounded-lg border border-line bg-surface p-4 target:border-accent"
    >
      <header className="grid gap-1">
        <h3 id={`${operationId}-title`} className="text-lg font-medium">
          <a href={`#${operationId}`} className="underline-offset-4 hover:underline">
            {summary}
          </a>
        </h3>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <code className="font-mono text-sm break-all">
            <span className="font-semibold text-accent-ink">{method}</span> {path}
          </code>
          <Tag className="font-mono">{scope}</Tag>
        </p>
        {description ? (
          <p className="text-pretty text-ink-muted">
            <Marked text={description} />
          </p>
        ) : null}
      </header>
      {operation.parameters.length > 0 ? (
        <Part title="Parameters">
          <ul className="grid gap-2.5">
            {operation.parameters.map(({ name, in: where, required, description: words, schema }) => (
              <li key={`${where} ${name}`}>
                <FieldLine
                  name={where === "header" ? `${name}:` : name}
                  schema={schema}
                  isRequired={required}
                  {...(words === undefined ? {} : { description: words })}
                />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {body ? (
        <Part title="Body">
          <Shape schema={body} isInput />
        </Part>
      ) : null}
      <Part title={`Answer: ${status}`}>
        {answer ? <Shape schema={answer} /> : <p className="text-sm text-ink-muted">No body.</p>}
      </Part>
      {own.length > 0 ? (
        <Part title="Refused as">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {own.map((code) => (
              <li key={code}>
                {ERROR_CODES[code].status}{" "}
                <a href={`#${code}`} className="font-mono text-accent-ink underline-offset-4 hover:underline">
                  {code}
                </a>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </section>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-2">
      <h4 className="text-sm font-medium text-ink-muted">{title}</h4>
      {children}
    </div>
  );
}

/** A component is linked to; anything else is shown here. */
function Shape({ schema, isInput = false }: { schema: JsonSchema; isInput?: boolean }) {
  const component = componentOf(schema);
  if (component === undefined) return <SchemaFields schema={schema} isInput={isInput} />;
  return (
    <p className="text-sm">
      <a href={`#schema-${component}`} className="font-mono text-accent-ink underline underline-offset-4">
        {component}
      </a>
    </p>
  );
}
