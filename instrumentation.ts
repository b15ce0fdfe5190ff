import type { Instrumentation } from "next";

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
