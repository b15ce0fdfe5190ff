import type { RawAnswer } from "./answer";

/** Fields of the message's framing, which is each host's own business. */
const FRAMING = new Set(["connection", "content-length", "date", "keep-alive", "transfer-encoding"]);

/** An answer without what differs from call to call: IDs, times, what is left of a limit, and framing. */
export function comparable({ status, rawHeaders, body }: RawAnswer): unknown {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    const value = rawHeaders[at + 1] ?? "";
    if (!FRAMING.has(name)) headers[name] = name === "retry-after" ? "" : steady(value);
  }
  const text = body.length > 2_000 ? `${body.length} bytes` : steady(body.toString("latin1"));
  // Next rewrites the bodies of redirects.
  return { status, headers, body: status >= 300 && status < 400 ? "" : text };
}

function steady(text: string): string {
  return text
    .replace(/req_[0-9A-Za-z]{22}/g, "req_")
    .replace(/;([rt])=\d+/g, ";$1=")
    .replace(/\b\d\d:\d\d(?::\d\d(?:\.\d+)?)?\b/g, "00:00");
}
