import type * as OpenTelemetry from "@opentelemetry/api";
import type { Admitted, Call, Refused } from "@/lib/edge/decision";
import { baseOf } from "@/lib/edge/upstream-target";
import type { CallTracing } from "@/lib/forwarding/call-tracing";
import type { Outcome } from "@/lib/forwarding/outcome";

type Api = Pick<typeof OpenTelemetry, "trace" | "ROOT_CONTEXT" | "SpanKind" | "SpanStatusCode">;
type Verdict = Admitted | Refused;
type Trace = {
  readonly span: OpenTelemetry.Span;
  readonly context: OpenTelemetry.Context;
  /** From the clock that never steps to Unix time, milliseconds; one for all spans of a call. */
  readonly offset: number;
  upstream: OpenTelemetry.Span | null;
};

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Version 00 of W3C Trace Context; a field that is anything else begins a new trace. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const NOBODY = /^0+$/;

/**
 * Three spans a call: the call as a whole, the decision, and the upstream where one was asked.
 *
 * What they say comes from an allow list: IDs, the product's own pattern of the path, numbers. No path, no query, no header
 * of a client, and of its trace only the two IDs, in hexadecimal: nothing a secret could stand in. Whether a trace
 * is kept is decided here, never by a client's flag.
 */
export class TracedCalls implements CallTracing {
  readonly #api: Api;
  readonly #tracer: OpenTelemetry.Tracer;
  readonly #traces = new WeakMap<Call, Trace>();

  constructor(api: Api, tracer: OpenTelemetry.Tracer) {
    this.#api = api;
    this.#tracer = tracer;
  }

  decided(call: Call, verdict: Verdict): void {
    this.#begin(call, verdict);
  }

  asked(call: Call, { route }: Admitted): string {
    const { SpanKind } = this.#api;
    const trace = this.#traces.get(call);
    // The first attempt reached nobody.
    const now = performance.now() + (trace?.offset ?? offsetNow());
    trace?.upstream?.end(now);
    const { hostname, port } = new URL(baseOf(route.product.upstream).origin);
    const attributes = {
      "http.request.method": methodOf(call),
      "server.address": hostname,
      ...(port !== "" && { "server.port": Number(port) }),
      "keyward.product": route.product.slug,
    };
    const options = { kind: SpanKind.CLIENT, startTime: now, attributes };
    const span = this.#tracer.startSpan("upstream", options, trace?.context ?? this.#api.ROOT_CONTEXT);
    if (trace !== undefined) trace.upstream = span;
    const { traceId, spanId, traceFlags } = span.spanContext();
    return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
  }

  settled(call: Call, verdict: Verdict, { requestId, status }: Outcome): void {
    const { span, upstream, offset } = this.#traces.get(call) ?? this.#begin(call, verdict);
    this.#traces.delete(call);
    const code = verdict.kind === "refused" ? verdict.code : "";
    const at = performance.now() + offset;
    if (upstream !== null) this.#close(upstream, at, status, code);
    span.setAttribute("keyward.request.id", requestId);
    if (verdict.key !== null) {
      span.setAttribute("keyward.key.id", verdict.key.keyId);
      span.setAttribute("keyward.org.id", verdict.key.orgId);
    }
    this.#close(span, at, status, code);
  }

  #begin(call: Call, verdict: Verdict): Trace {
    const { trace, ROOT_CONTEXT, SpanKind } = this.#api;
    const { route } = verdict;
    const method = methodOf(call);
    const attributes = {
      "http.request.method": method,
      ...(route !== null && {
        "http.route": route.template,
        "keyward.product": route.product.slug,
        "keyward.class": route.endpointClass.slug,
      }),
    };
    const name = route === null ? method : `${method} ${route.template}`;
    const offset = offsetNow();
    const startTime = call.arrivedAt + offset;
    const options = { kind: SpanKind.SERVER, startTime, attributes };
    const span = this.#tracer.startSpan(name, options, this.#parentOf(call));
    const begun: Trace = { span, context: trace.setSpan(ROOT_CONTEXT, span), offset, upstream: null };
    const outcome = verdict.kind === "refused" ? verdict.code : "admitted";
    this.#tracer
      .startSpan("decision", { startTime, attributes: { "keyward.verdict": outcome } }, begun.context)
      .end(performance.now() + offset);
    this.#traces.set(call, begun);
    return begun;
  }

  #parentOf(call: Call): OpenTelemetry.Context {
    const { trace, ROOT_CONTEXT } = this.#api;
    const [, traceId = "", spanId = ""] = TRACEPARENT.exec(call.headers.get("traceparent") ?? "") ?? [];
    if (traceId === "" || NOBODY.test(traceId) || NOBODY.test(spanId)) return ROOT_CONTEXT;
    return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 0, isRemote: true });
  }

  #close(span: OpenTelemetry.Span, at: number, status: number, code: string): void {
    span.setAttribute("http.response.status_code", status);
    if (code !== "") span.setAttribute("error.type", code);
    if (status >= 500) span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
    span.end(at);
  }
}

function offsetNow(): number {
  return Date.now() - performance.now();
}

/** A method is the client's own text; one that is none of ours is not repeated. */
function methodOf({ method }: Call): string {
  return METHODS.has(method) ? method : "_OTHER";
}
