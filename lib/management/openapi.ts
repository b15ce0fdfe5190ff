import { z } from "zod";
import { env } from "@/lib/env";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { titleOf } from "./problem";
import type { Route } from "./route";
import { API_BASE } from "./router";
import { ROUTES } from "./routes/all";
import { ALL_SCOPES, SCOPES } from "./scopes";

/** What any route can be refused for. */
export const COMMON_ERRORS = [
  "token_missing",
  "token_invalid",
  "insufficient_scope",
  "forbidden",
  "invalid_input",
  "too_many_attempts",
  "internal",
  "unavailable",
] as const satisfies readonly ErrorCode[];

/** What any route with a body can be refused for, beside that. */
const BODY_ERRORS = [
  "malformed_json",
  "unsupported_media_type",
  "body_too_large",
] as const satisfies readonly ErrorCode[];

/** What a POST can be refused for, beside that. */
const POST_ERRORS = [
  "replay_expired",
  "request_in_progress",
  "idempotency_key_reused",
] as const satisfies readonly ErrorCode[];

/** Everything this route can be refused for, by status. */
export function errorsOf(route: Route): ErrorCode[] {
  return [
    ...new Set<ErrorCode>([
      ...COMMON_ERRORS,
      ...(route.body === null ? [] : BODY_ERRORS),
      ...(route.method === "POST" ? POST_ERRORS : []),
      ...route.errors,
    ]),
  ].sort((a, b) => ERROR_CODES[a].status - ERROR_CODES[b].status);
}

type Json = Record<string, unknown>;

/** The management API in OpenAPI 3.1, drawn from the schemas that every request and answer goes through. */
export function openApi(): Json {
  const schemas: Record<string, unknown> = { Problem: PROBLEM };
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, schemas),
    };
  }
  const { PUBLIC_URL, PROVIDER_NAME } = env();
  return {
    openapi: "3.1.1",
    info: {
      title: `${PROVIDER_NAME} management API`,
      version: "1",
      description: "What members do to keys in the dashboard, for programs. Each change is in the audit log.",
    },
    servers: [{ url: `${PUBLIC_URL}${API_BASE}` }],
    security: [{ token: [] }],
    tags: [...new Set(ROUTES.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "kwm_…",
          description: `A management token. Scopes: ${ALL_SCOPES.map((scope) => `\`${scope}\` (${SCOPES[scope].words.toLowerCase()})`).join(", ")}.`,
        },
      },
      schemas,
    },
  };
}

function operation(route: Route, schemas: Record<string, unknown>): Json {
  const { operationId, summary, description, group, scope, params, query, body, status, answer } = route;
  return {
    operationId,
    summary,
    description: [description, `Scope: \`${scope}\`.`].filter(Boolean).join(" "),
    tags: [group],
    security: [{ token: [] }],
    parameters: [
      ...parameters(params, "path"),
      ...parameters(query, "query"),
      ...(route.method === "POST" ? [IDEMPOTENCY_KEY] : []),
      ...(route.errors.includes("version_mismatch") ? [IF_MATCH] : []),
    ],
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: !body.safeParse({}).success,
            content: { "application/json": { schema: schemaOf(body, "input", schemas) } },
          },
        }),
    responses: {
      [status]:
        status === 204
          ? { description: "Done.", headers: RATE_HEADERS }
          : {
              description: "Done.",
              headers: {
                ...RATE_HEADERS,
                ...(hasVersion(answer) ? ETAG_HEADER : {}),
              },
              content: { "application/json": { schema: schemaOf(answer, "output", schemas) } },
            },
      ...problems(errorsOf(route)),
    },
  };
}

/** What has a version says so in its answers, and they carry it as their entity tag. */
function hasVersion(answer: z.ZodType): boolean {
  return answer instanceof z.ZodObject && "version" in answer.shape;
}

function problems(codes: readonly ErrorCode[]): Json {
  const statuses = [...new Set(codes.map((code) => ERROR_CODES[code].status))];
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => ERROR_CODES[code].status === status)
          .map((code) => `\`${code}\`: ${titleOf(code)}.`)
          .join(" "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function parameters(schema: z.ZodObject, where: "path" | "query"): Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...shape } = schemaOf(field as z.ZodType, "input", {});
    const isRequired = where === "path" || !(field as z.ZodType).safeParse(undefined).success;
    return { name, in: where, required: isRequired, ...(description ? { description } : {}), schema: shape };
  });
}

/** A schema as JSON Schema 2020-12; those with an ID become components. */
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Record<string, unknown>): Json {
  const {
    $schema: _,
    $defs,
    ...root
  } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
  }) as Json & { $defs?: Record<string, Json> };
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = inComponents(definition);
  return inComponents(root);
}

function inComponents(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Makes it safe to send the request again: the same answer comes back for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const IF_MATCH = {
  name: "If-Match",
  in: "header",
  required: false,
  description: "The `ETag` you have seen; when it has changed since, nothing is done (412).",
  schema: { type: "string" },
};

const RATE_HEADERS = {
  "RateLimit-Policy": { description: "Requests of this token per window.", schema: { type: "string" } },
  RateLimit: { description: "What is left of it, and for how long.", schema: { type: "string" } },
  "X-Request-Id": { description: "Finds this request in the audit log.", schema: { type: "string" } },
};

const ETAG_HEADER = {
  ETag: { description: "The version of what the answer holds.", schema: { type: "string" } },
};

const PROBLEM = {
  type: "object",
  description: "A refusal (RFC 9457). Decide by `code`.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(ERROR_CODES) },
    detail: { type: "string" },
    instance: { type: "string" },
    requestId: { type: "string" },
    fields: {
      type: "object",
      description: "By field, dotted for nested ones: what is wrong with it.",
      additionalProperties: { type: "array", items: { type: "string" } },
    },
  },
  required: ["type", "title", "status", "code", "detail", "instance", "requestId"],
};
