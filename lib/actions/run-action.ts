import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { env } from "@/lib/env";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { isDatabaseAway } from "./fault";
import { fieldErrors } from "./field-errors";
import type { Incoming } from "./incoming";
import { isFromOwnPage } from "./own-origin";
import { reportFault } from "./report-fault";
import { requestContext } from "./request-context";
import type { ActionError, ActionResult } from "./result";

type Steps<Ctx extends RequestContext, Input extends z.ZodObject, T> = {
  /** Session, membership, permission: everything that must hold before input is looked at. */
  authorize: (ctx: RequestContext, request: Incoming) => Promise<Ctx>;
  input: Input;
  run: (args: { ctx: Ctx; input: z.output<Input> }) => Promise<T>;
};

/**
 * One server action: own page → authorize → parse → run.
 *
 * Unknown fields are refused. A `DomainError` becomes its public message; anything else is logged under the
 * request ID and answered as `internal` (or `unavailable` when the database is away). Next's navigation errors pass.
 */
export async function runAction<Ctx extends RequestContext, Input extends z.ZodObject, T>(
  request: Incoming,
  steps: Steps<Ctx, Input, T>,
  rawInput: unknown,
): Promise<ActionResult<T>> {
  const ctx = requestContext(request, new Date());
  try {
    requireOwnPage(request);
    const authorized = await steps.authorize(ctx, request);
    const input = parseInput(steps.input, rawInput);
    return { ok: true, data: await steps.run({ ctx: authorized, input }) };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: toActionError(error, ctx.requestId) };
  }
}

/** @throws {DomainError} `cross_origin` unless one of our own pages made this request. */
export function requireOwnPage(request: Incoming): void {
  const evidence = { origin: request.header("origin"), fetchSite: request.header("sec-fetch-site") };
  const site = { publicUrl: env().PUBLIC_URL, isDemo: env().KEYWARD_DEMO === "1" };
  if (!isFromOwnPage(evidence, site)) throw new DomainError("cross_origin");
}

function parseInput<Input extends z.ZodObject>(schema: Input, rawInput: unknown): z.output<Input> {
  const result = schema.strict().safeParse(rawInput);
  if (result.success) return result.data as z.output<Input>;
  throw new DomainError("invalid_input", { fields: fieldErrors(result.error) });
}

/** The public side of an error. Logs what is not a `DomainError`. */
export function toActionError(error: unknown, requestId: string): ActionError {
  const known = isDomainError(error) ? error : toFault(error, requestId);
  return {
    code: known.code,
    message: known.message,
    ...(known.fields === undefined ? {} : { fields: known.fields }),
    ...(known.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: known.retryAfterSeconds }),
    requestId,
  };
}

function toFault(error: unknown, requestId: string): DomainError {
  reportFault(requestId, error);
  return new DomainError(isDatabaseAway(error) ? "unavailable" : "internal");
}
