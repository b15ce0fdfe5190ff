/** What of JSON Schema our own document uses. */
export type JsonSchema = {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  items?: JsonSchema;
  properties?: Readonly<Record<string, JsonSchema>>;
  additionalProperties?: JsonSchema | boolean;
  required?: readonly string[];
  description?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  example?: unknown;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

/** The name of the component a schema refers to, if it is nothing else. */
export function componentOf({ $ref }: JsonSchema): string | undefined {
  return $ref?.split("/").at(-1);
}

const HUGE = Number.MAX_SAFE_INTEGER;

/** What a value may be, in words: `integer, 1 to 100`, `list of text, at most 20`, `"read" or "write"`. */
export function typeWords(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(typeWords).join(" or ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.$ref) return componentOf(schema) ?? "";
  if (Array.isArray(schema.type)) {
    return schema.type.map((type: string) => typeWords({ ...schema, type })).join(" or ");
  }
  switch (schema.type) {
    case "array":
      return `list of ${schema.items ? itemWords(schema.items) : "anything"}${atMost(schema.maxItems)}`;
    case "string":
      if (schema.format === "date-time") return "time (ISO 8601)";
      return schema.format === "date" ? "date" : `text${atMost(schema.maxLength, "characters")}`;
    case "integer":
    case "number":
      return `whole number${rangeWords(schema)}`;
    case "boolean":
      return "true or false";
    case "object":
      return "object";
    case "null":
      return "null";
    default:
      return "anything";
  }
}

/** The fields of an object, or of the objects in a list; none of a component, which is described in its own place. */
export function fieldsOf(schema: JsonSchema): JsonSchema | undefined {
  if (schema.properties) return schema;
  if (schema.items) return fieldsOf(schema.items);
  return schema.anyOf?.map(fieldsOf).find((fields) => fields !== undefined);
}

function itemWords(items: JsonSchema): string {
  return items.type === "object" ? "objects" : typeWords(items);
}

function rangeWords({ minimum, maximum }: JsonSchema): string {
  const low = minimum !== undefined && minimum > -HUGE ? minimum : undefined;
  const high = maximum !== undefined && maximum < HUGE ? maximum : undefined;
  if (low !== undefined && high !== undefined) return `, ${low} to ${high.toLocaleString("en")}`;
  if (low !== undefined) return `, at least ${low}`;
  return high === undefined ? "" : `, at most ${high.toLocaleString("en")}`;
}

function atMost(count: number | undefined, unit = ""): string {
  return count === undefined ? "" : `, at most ${count} ${unit}`.trimEnd();
}
