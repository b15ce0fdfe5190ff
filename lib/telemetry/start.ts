import { setTimeout as sleep } from "node:timers/promises";
import type { EdgeEnv } from "@/lib/env";
import type { CallTracing } from "@/lib/forwarding/call-tracing";
import { logger } from "@/lib/logging/logger";
import { TracedCalls } from "./traced-calls";

/** A collector that is away holds up the stop of a process for so long at most. */
const LAST_WORD_MS = 3_000;
const SAY_AGAIN_MS = 60_000;

export type Tracing = {
  readonly calls: CallTracing;
  /** Sends what is left. Resolves within three seconds whatever the collector does; never rejects. */
  stop(): Promise<void>;
};

type Settings = Pick<
  EdgeEnv,
  "OTEL_EXPORTER_OTLP_ENDPOINT" | "OTEL_SERVICE_NAME" | "OTEL_TRACES_SAMPLER_ARG"
>;

/**
 * Sends spans of metered calls to an OpenTelemetry collector, over OTLP/HTTP in JSON; null when none is named, and then
 * not one module of OpenTelemetry is loaded.
 *
 * Spans wait in a bounded queue and are dropped when it is full: a collector that is slow or away costs spans, never calls,
 * and the log says so once a minute. Nothing is registered for the whole process, so no library begins to trace by itself.
 */
export async function startTracing(settings: Settings): Promise<Tracing | null> {
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  // Here and nowhere else, and never statically: a bundle would load them at its start.
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const complain = complaint();
  const quiet = () => undefined;
  api.diag.setLogger(
    { error: complain, warn: complain, info: quiet, debug: quiet, verbose: quiet },
    { suppressOverrideMessage: true },
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ "service.name": settings.OTEL_SERVICE_NAME }),
    sampler: new sdk.TraceIdRatioBasedSampler(settings.OTEL_TRACES_SAMPLER_ARG),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  return {
    calls: new TracedCalls(api, provider.getTracer("keyward")),
    async stop() {
      const done = provider.shutdown().catch(complain);
      await Promise.race([done, sleep(LAST_WORD_MS, undefined, { ref: false })]);
    },
  };
}

function complaint(): (cause: unknown) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (cause) => {
    if (performance.now() - saidAt < SAY_AGAIN_MS) return;
    saidAt = performance.now();
    logger.warn({ cause: String(cause).slice(0, 300) }, "spans could not be delivered");
  };
}
