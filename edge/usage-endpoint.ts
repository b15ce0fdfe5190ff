import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerContext } from "@/lib/edge/answer-headers";
import { commonHeaders } from "@/lib/edge/answer-headers";
import type { CidrSet } from "@/lib/edge/cidr";
import { isPreflight, preflightAnswer } from "@/lib/edge/cors";
import type { Call, EdgeDeps, Refused } from "@/lib/edge/decision";
import { RawHeaders } from "@/lib/edge/headers";
import { identifyKey } from "@/lib/edge/identify";
import type { LimitView } from "@/lib/edge/limit";
import { rulingsOf } from "@/lib/edge/limits/rulings";
import { addressOf } from "@/lib/edge/lookup-guard";
import type { ClassEntry, KeyEntry, ProductEntry } from "@/lib/edge/ports";
import { judgeRawRequest } from "@/lib/edge/raw-request";
import { refusalAnswer } from "@/lib/edge/refusal-answer";
import type { RefusalCode } from "@/lib/edge/verdict";
import { Walk } from "@/lib/edge/walk";
import { internalAnswer } from "@/lib/forwarding/internal-answer";
import { logger } from "@/lib/logging/logger";
import { newId } from "@/lib/std/id";
import { clientOf } from "./client";
import type { KeyLimit, KeyUsage } from "./usage-schema";
import { writeAnswer } from "./write-answer";

const USAGE_TARGET = /^\/edge\/usage(?:\?|$)/;
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);
const ALLOWED = "GET, HEAD, OPTIONS";

/** What the endpoint needs; one object per process. */
export type UsageHost = {
  readonly deps: EdgeDeps;
  readonly products: () => readonly ProductEntry[];
  /** Base URL of the dashboard, without trailing slash. */
  readonly publicUrl: string;
  /** Proxies whose word about their clients is believed. */
  readonly trusted: CidrSet;
};

/**
 * Answers `GET /edge/usage`, by which a key asks about itself; false when the request is about something else.
 *
 * A key that could not call gets the refusal it would get. Asking takes nothing from any limit and is not counted. Of
 * restrictions it tells kind and mode only: their lists would tell the finder of a key how to use it.
 */
export function answerUsage(req: IncomingMessage, res: ServerResponse, host: UsageHost): boolean {
  const target = req.url ?? "";
  if (!USAGE_TARGET.test(target)) return false;
  const headers = new RawHeaders(req.rawHeaders);
  const call: Call = {
    method: req.method ?? "",
    target,
    headers,
    ...clientOf(req.socket, headers, host.trusted),
    contentLength: null,
    arrivedAt: performance.now(),
  };
  const { keyHeaders } = host.deps;
  const requestId = newId("request");
  const context = { requestId, publicUrl: host.publicUrl, keyHeaders, at: call.arrivedAt };
  answer(call, req.rawHeaders, host, context).then(
    (written) => writeAnswer(res, written),
    (err: unknown) => {
      const failed = internalAnswer();
      logger.error({ err, requestId: failed.requestId }, "the edge failed to tell a key of itself");
      writeAnswer(res, failed.answer);
    },
  );
  return true;
}

async function answer(call: Call, rawHeaders: string[], host: UsageHost, context: AnswerContext) {
  const now = Date.now();
  const refuse = (code: RefusalCode) =>
    refusalAnswer(new Walk(call, host.deps, now).refused(code), call, context);
  const { method, target } = call;
  const fault = judgeRawRequest({ method, target, rawHeaders });
  if (fault !== null) return refuse(fault);
  if (method === "OPTIONS" && isPreflight(call.headers)) {
    return { ...preflightAnswer(call.headers, context.requestId), body: "" };
  }
  if (!METHODS.has(method)) {
    const { status, headers, body } = refuse("method_not_supported");
    return { status, headers: headers.with(headers.indexOf("Allow") + 1, ALLOWED), body };
  }
  const key = await identifyKey(call, host.deps, now);
  if (isRefused(key)) return refusalAnswer(key, call, context);
  const usage = await usageOf(key, call, now, host, context.requestId);
  const walk = new Walk(call, host.deps, now);
  walk.key = key;
  // With the rotation fields every answer to this secret carries.
  const headers = commonHeaders(walk.refused("key_invalid"), call, context, null);
  headers.push("Content-Type", "application/json", "Cache-Control", "no-store");
  return { status: 200, headers, body: JSON.stringify(usage) };
}

function isRefused(found: KeyEntry | Refused): found is Refused {
  return "kind" in found;
}

async function usageOf(
  key: KeyEntry,
  call: Call,
  now: number,
  host: UsageHost,
  requestId: string,
): Promise<KeyUsage> {
  const products = host.products().filter(({ id }) => key.productIds.includes(id));
  return {
    keyId: key.keyId,
    access: key.access,
    queryKeyAllowed: key.allowQueryKey,
    validFrom: isoOf(key.validFrom),
    expiresAt: isoOf(key.expiresAt),
    rotation: {
      secret: key.secretStatus === "retired" ? "retiring" : key.secretStatus,
      endsAt: key.secretStatus === "retiring" ? isoOf(key.retiresAt) : null,
    },
    products: await Promise.all(
      products.map(async ({ id, slug, name, classes }) => ({
        product: slug,
        name,
        classes: await Promise.all(
          classes
            .filter((one) => key.classIds?.[id]?.includes(one.id) !== false)
            .map(async (one) => ({ class: one.slug, limits: await limitsOf(key, one, call, now, host) })),
        ),
      })),
    ),
    restrictions:
      key.restrictions === "unreadable"
        ? []
        : key.restrictions.map(({ kind, isEnforced }) => ({
            kind,
            mode: isEnforced ? "enforce" : "observe",
          })),
    requestId,
  };
}

async function limitsOf(
  key: KeyEntry,
  endpointClass: ClassEntry,
  { ip, arrivedAt: at }: Call,
  now: number,
  { deps }: UsageHost,
): Promise<KeyLimit[]> {
  const rulings = rulingsOf(key, endpointClass, now).list;
  const claim = { orgId: key.orgId, rulings, endpointClass, address: addressOf(ip), at, now };
  return (await deps.counters.look(claim)).map((view) => limitOf(view, at));
}

function limitOf(view: LimitView, at: number): KeyLimit {
  const { policy, quota } = view;
  return {
    policy,
    quota,
    left: view.remaining(at),
    resetSeconds: view.resetSeconds?.(at) ?? view.windowSeconds,
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
