import { newId } from "@/lib/std/id";

/**
 * The answer when the edge itself failed: a problem that says so and nothing else. Not counted as a decided call.
 * Returns the request ID apart, so that the log line of the fault carries the same.
 */
export function internalAnswer(): {
  readonly requestId: string;
  readonly answer: { readonly status: number; readonly headers: string[]; readonly body: string };
} {
  const requestId = newId("request");
  const body = JSON.stringify({
    type: "about:blank",
    title: "Internal error",
    status: 500,
    code: "internal_error",
    detail:
      "The edge failed to decide about this call. Try again; quote the request ID to support if it goes on.",
    requestId,
  });
  const headers = [
    ["Content-Type", "application/problem+json"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ["Cache-Control", "no-store"],
    ["X-Content-Type-Options", "nosniff"],
    ["Content-Security-Policy", "sandbox"],
    ["X-Request-Id", requestId],
  ].flat();
  return { requestId, answer: { status: 500, headers, body } };
}
