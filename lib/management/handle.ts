import { fieldErrors } from "@/lib/actions/field-errors";
import { requestContext } from "@/lib/actions/request-context";
import { db, type Tx } from "@/lib/db/client";
import { asOneTransaction } from "@/lib/db/transaction";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { authenticate, type TokenContext } from "./authenticate";
import { entityTag, parseIfMatch } from "./etag";
import {
  type Claim,
  claimOf,
  claimOrReplay,
  isAnswered,
  type KeptAnswer,
  keepAnswer,
  REPLAY_SECONDS,
  REPLAY_SECONDS_SHOWN_ONCE,
  releaseClaim,
} from "./idempotency";
import { MethodNotAllowed } from "./method-not-allowed";
import { openApi } from "./openapi";
import { problemAnswer } from "./problem";
import { readBody } from "./read-body";
import type { Answered, Asked, Route } from "./route";
import { API_BASE, findRoute } from "./router";
import { countRequest, noteFailure, requireFewFailures, TooManyRequests } from "./throttle";

/**
 * Answers one request of the management API, whatever it is; never throws.
 *
 * In order: route → token (a cookie never counts) → its limit → scope → input → the verb, its answer and the note for a replay
 * in one transaction. Every refusal is a problem (RFC 9457), and a refused request has changed nothing.
 */
export async function answerRequest(request: Request, now = new Date()): Promise<Response> {
  const incoming = { header: (name: string) => request.headers.get(name), cookie: () => undefined };
  const base = requestContext(incoming, now);
  const path = new URL(request.url).pathname;
  const headers: Record<string, string> = {};
  let scope = "";
  try {
    if (path === DOCUMENT_PATH) return documentAnswer(request.method, base.requestId);
    const { route, params } = findRoute(request.method, path);
    scope = route.scope;
    const ctx = await whoAsks(request, base);
    Object.assign(headers, countRequest(ctx.actor.id, now));
    if (!ctx.scopes.includes(route.scope)) throw new DomainError("insufficient_scope");
    const asked = await parse(request, route, params, ctx);
    const claim = claimIn(request, route, asked, path);
    if (route.before !== null && !(claim && (await isAnswered(db, claim)))) await route.before(asked);
    const { answer, isReplay } = await perform(route, asked, claim);
    return new Response(answer.body, {
      status: answer.status,
      headers: {
        ...(answer.body === null ? {} : { "content-type": "application/json" }),
        "cache-control": "no-store",
        "x-request-id": base.requestId,
        ...answer.headers,
        ...headers,
        ...(isReplay ? { "idempotent-replayed": "true" } : {}),
      },
    });
  } catch (error) {
    if (error instanceof TooManyRequests) Object.assign(headers, error.headers);
    const allow = error instanceof MethodNotAllowed ? error.allow : undefined;
    return problemAnswer(error, { requestId: base.requestId, path, scope, ...(allow && { allow }) }, headers);
  }
}

const DOCUMENT_PATH = `${API_BASE}/openapi.json`;

/** The description of the API, for everybody: it says nothing that the documentation does not. */
function documentAnswer(method: string, requestId: string): Response {
  if (method !== "GET" && method !== "HEAD") throw new MethodNotAllowed(["GET"]);
  return Response.json(openApi(), {
    headers: { "cache-control": "public, max-age=300", "x-request-id": requestId },
  });
}

async function whoAsks(request: Request, base: RequestContext): Promise<TokenContext> {
  requireFewFailures(base.ip, base.now);
  try {
    return await authenticate(base, request.headers.get("authorization"));
  } catch (error) {
    if (isDomainError(error) && error.code === "token_invalid") noteFailure(base.ip, base.now);
    throw error;
  }
}

type Ask = Asked<unknown, unknown, unknown>;

async function parse(
  request: Request,
  route: Route,
  rawParams: Record<string, string>,
  ctx: TokenContext,
): Promise<Ask> {
  const params = route.params.safeParse(rawParams);
  // What cannot be an ID is nobody's.
  if (!params.success) throw new DomainError("not_found");
  const query = route.query.strict().safeParse(queryOf(request.url));
  if (!query.success) throw new DomainError("invalid_input", { fields: fieldErrors(query.error) });
  const asked = { ctx, client: db, params: params.data, query: query.data };
  const ifMatch = parseIfMatch(request.headers.get("if-match"));
  if (route.body === null) return { ...asked, body: undefined, ifMatch };
  const body = route.body.strict().safeParse(await readBody(request));
  if (!body.success) throw new DomainError("invalid_input", { fields: fieldErrors(body.error) });
  return { ...asked, body: body.data, ifMatch };
}

/** A parameter given twice is refused by its schema, which takes no lists. */
function queryOf(url: string): Record<string, string | string[]> {
  const params = new URL(url).searchParams;
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function claimIn(request: Request, route: Route, { ctx, body }: Ask, path: string): Claim | null {
  if (route.method !== "POST") return null;
  return claimOf(ctx.actor.id, request.headers.get("idempotency-key"), {
    method: route.method,
    path,
    ifMatch: request.headers.get("if-match"),
    body,
  });
}

type Performed = { answer: KeptAnswer; isReplay: boolean };

async function perform(route: Route, asked: Ask, claim: Claim | null): Promise<Performed> {
  if (route.method === "GET") return { answer: toKept(route, await route.run(asked)), isReplay: false };
  if (route.isManyTransactions) return performInSteps(route, asked, claim);
  return asOneTransaction(async (tx) => {
    const kept = claim && (await claimOrReplay(tx, claim, asked.ctx.now));
    if (kept) return { answer: kept, isReplay: true };
    return { answer: await runAndKeep(tx, route, { ...asked, client: tx }, claim), isReplay: false };
  });
}

/** The claim stands while the verb is at work; should this process die, it is free again after a while. */
async function performInSteps(route: Route, asked: Ask, claim: Claim | null): Promise<Performed> {
  const kept = claim && (await claimOrReplay(db, claim, asked.ctx.now));
  if (kept) return { answer: kept, isReplay: true };
  try {
    return { answer: await runAndKeep(db, route, asked, claim), isReplay: false };
  } catch (error) {
    if (claim) await releaseClaim(db, claim);
    throw error;
  }
}

async function runAndKeep(client: Tx, route: Route, asked: Ask, claim: Claim | null): Promise<KeptAnswer> {
  const answer = toKept(route, await route.run(asked));
  if (claim === null) return answer;
  const { org, now } = asked.ctx;
  const { showSecretsOnce } = await client.org.findUniqueOrThrow({
    where: { id: org.id },
    select: { showSecretsOnce: true },
  });
  const seconds = route.holdsSecret && showSecretsOnce ? REPLAY_SECONDS_SHOWN_ONCE : REPLAY_SECONDS;
  await keepAnswer(client, claim, answer, new Date(now.getTime() + seconds * 1000));
  return answer;
}

function toKept(route: Route, { body, version, location }: Answered<unknown>): KeptAnswer {
  return {
    status: route.status,
    headers: {
      ...(version === undefined ? {} : { etag: entityTag(version) }),
      ...(location === undefined ? {} : { location: `${API_BASE}${location}` }),
    },
    body: route.status === 204 ? null : JSON.stringify(route.answer.parse(body)),
  };
}
