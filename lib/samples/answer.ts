import type { AssertionFault } from "@/lib/edge/assertion";
import { faultOf } from "./require-assertion";

export type SampleError = { readonly status: number; readonly code: string; readonly message: string };

/** An answer in JSON; kept for a day by the client unless `maxAgeSeconds` says otherwise. */
export function jsonAnswer(body: unknown, maxAgeSeconds = 86_400): Response {
  return Response.json(body, {
    headers: { "Cache-Control": maxAgeSeconds === 0 ? "no-store" : `max-age=${maxAgeSeconds}` },
  });
}

/** A refusal of a sample API in the shape of the APIs it stands in for. */
export function errorAnswer({ status, code, message }: SampleError, headers: HeadersInit = {}): Response {
  return Response.json(
    { errorText: message, detailedError: { code, message }, httpStatusCode: status },
    { status, headers: { "Cache-Control": "no-store", ...headers } },
  );
}

const FAULTS: Record<AssertionFault, string> = {
  missing:
    "This sample API answers only calls that came through the edge: call the same path without /samples.",
  malformed: "The assertion is not of the form v1;kid=…;t=…;sig=….",
  unknown_key: "The assertion is signed with a secret that is not known here.",
  out_of_window: "The assertion is too old or from the future.",
  wrong_signature: "The assertion was not made for this request.",
  replayed: "This request has been here before.",
};

/**
 * Answers a call to a sample API: 401 unless the edge vouches for it, 503 while too many wait for a worker, else what
 * `answer` says of the URL.
 */
export async function answerSample(
  request: Request,
  answer: (url: URL) => Response | Promise<Response>,
): Promise<Response> {
  const target = targetOf(request);
  const fault = await faultOf(request, target, Date.now());
  if (fault) {
    return errorAnswer(
      { status: 401, code: `ASSERTION_${fault.toUpperCase()}`, message: FAULTS[fault] },
      { "WWW-Authenticate": "KeywardAssertion" },
    );
  }
  try {
    return await answer(new URL(target, "http://samples.invalid"));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "WorkerBusy") throw error;
    return errorAnswer(
      { status: 503, code: "OVERLOADED", message: "Too many calls are waiting. Try again in a second." },
      { "Retry-After": "1" },
    );
  }
}

/** Path and query as they stood in the request line: the host notes them, because Next rewrites some. */
function targetOf(request: Request): string {
  const noted = request.headers.get("x-keyward-path");
  if (noted !== null) return noted;
  const { pathname, search } = new URL(request.url);
  return pathname + search;
}

/** The URL's parameters by name. One given twice is refused: nobody could say which is meant. */
export function parametersOf(url: URL): Record<string, string> | null {
  const entries = [...url.searchParams];
  const parameters = Object.fromEntries(entries);
  return Object.keys(parameters).length === entries.length ? parameters : null;
}

/** Whether `If-None-Match` names `etag` (RFC 9110 §13.1.2, weak comparison). */
export function isNotModified(request: Request, etag: string): boolean {
  const given = request.headers.get("if-none-match");
  if (given === null) return false;
  return given.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}
