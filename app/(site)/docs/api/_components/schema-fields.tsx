import { Tag } from "@/components/ui/tag";
import { fieldsOf, type JsonSchema, typeWords } from "./json-schema";
import { Marked } from "./marked";

/** The fields of an object with what each may be; those of objects inside it are set in. */
export function SchemaFields({ schema, isInput = false }: { schema: JsonSchema; isInput?: boolean }) {
  const { properties = {}, required = [] } = fieldsOf(schema) ?? {};
  return (
    <ul className="grid gap-2.5">
      {Object.entries(properties).map(([name, field]) => (
        <li key={name} className="grid gap-1">
          <FieldLine name={name} schema={field} isRequired={isInput && required.includes(name)} />
          {fieldsOf(field) ? (
            <div className="ml-1 border-l border-line pt-1 pl-4">
              <SchemaFields schema={field} isInput={isInput} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type FieldLineProps = { name: string; schema: JsonSchema; isRequired: boolean; description?: string };

/** One field or parameter: its name, what it may be, and what it means. */
export function FieldLine({ name, schema, isRequired, description = schema.description }: FieldLineProps) {
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <code className="font-mono text-sm font-medium break-all">{name}</code>
        <span className="min-w-0 text-sm break-words text-ink-muted">{typeWords(schema)}</span>
        {isRequired ? <Tag>required</Tag> : null}
        {schema.default === undefined || schema.default === "" ? null : (
          <span className="text-sm text-ink-muted">
            default <code className="font-mono text-xs">{JSON.stringify(schema.default)}</code>
          </span>
        )}
      </p>
      {description ? (
        <p className="text-sm text-pretty">
          <Marked text={description} />
        </p>
      ) : null}
    </div>
  );
}
