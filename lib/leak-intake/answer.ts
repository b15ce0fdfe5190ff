import type { z } from "zod";
import { requestContext } from "@/lib/actions/request-context";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { problemAnswer } from "@/lib/management/problem";
import type { RequestContext } from "@/lib/orgs/context";
import { noteFailure, requireFewFailures } from "./failures";

/** Codes that say that nobody vouches for what was sent. */
const UNVOUCHED: ReadonlySet<string> = new Set(["signature_invalid", "report_token_invalid"]);

/**
 * Answers one report; never throws. Refusals are problems (RFC 9457); who is refused too often waits.
 * @param take Takes the report in, and says what to answer.
 */
export async function answerReport(
  request: Request,
  now: Date,
  take: (base: RequestContext) => Promise<{ status: number; body: unknown }>,
): Promise<Response> {
  const base = requestContext({ header: (name) => request.headers.get(name), cookie: () => undefined }, now);
  const path = new URL(request.url).pathname;
  try {
    requireFewFailures(base.ip, now);
    const { status, body } = await take(base);
    return Response.json(body, {
      status,
      headers: { "cache-control": "no-store", "x-request-id": base.requestId },
    });
  } catch (error) {
    if (isDomainError(error) && UNVOUCHED.has(error.code)) noteFailure(base.ip, now);
    return problemAnswer(error, { requestId: base.requestId, path, page: "/docs/leaks" });
  }
}

/**
 * The JSON of a body, as this schema has it.
 * @throws {DomainError} `malformed_json`; `invalid_input` with what is wrong first.
 */
export function parseReport<Schema extends z.ZodType>(schema: Schema, body: Uint8Array): z.output<Schema> {
  const result = schema.safeParse(jsonOf(body));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new DomainError("invalid_input", {
    fields: { [first?.path.join(".") || "body"]: [first?.message ?? "This is no report."] },
  });
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw new DomainError("malformed_json", { cause });
  }
}
