import type { Instrumentation } from "next";

/** `server.ts` has done all of this by the time Next asks; under plain `next start` nobody has. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ env }, { setSelfOrigin }, { edgeHost }] = await Promise.all([
    import("@/lib/env"),
    import("@/lib/forwarding/self-origin"),
    import("@/edge/host"),
  ]);
  setSelfOrigin("127.0.0.1", env().PORT);
  await edgeHost();
}

/** Faults of pages, actions and handlers go into the log with the digest the person was shown. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logger } = await import("@/lib/logging/logger");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  logger.error(
    {
      err: error,
      digest,
      method: request.method,
      path: request.path.split("?", 1)[0],
      route: context.routePath,
      kind: context.routeType,
    },
    "a request failed",
  );
};
