export type Refusal = { code: string; title: string; detail: string; requestId: string };

export type CallBody =
  | { readonly kind: "image"; readonly blob: Blob }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refusal"; readonly refusal: Refusal };

export type CallResult = {
  readonly status: number;
  readonly statusText: string;
  readonly durationMs: number;
  readonly bytes: number;
  /** Those worth a look, in a fixed order; absent ones are left out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: CallBody;
};

const SHOWN_HEADERS = [
  "Content-Type",
  "RateLimit-Policy",
  "RateLimit",
  "Retry-After",
  "X-Request-Id",
  "ETag",
];
const LONGEST_TEXT = 6_000;

/**
 * Makes the call for real from this browser, the key in the X-API-Key header, nothing from a cache.
 *
 * @param path Path and query on this host.
 * @throws When there is no answer at all.
 */
export async function runCall(path: string, secret: string, signal: AbortSignal): Promise<CallResult> {
  const startedAt = performance.now();
  const response = await fetch(path, {
    headers: { "X-API-Key": secret },
    cache: "no-store",
    credentials: "omit",
    signal,
  });
  const blob = await response.blob();
  const durationMs = performance.now() - startedAt;
  return {
    status: response.status,
    statusText: response.statusText,
    durationMs,
    bytes: blob.size,
    headers: SHOWN_HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
    body: await bodyOf(response, blob),
  };
}

async function bodyOf(response: Response, blob: Blob): Promise<CallBody> {
  if (blob.type.startsWith("image/")) return { kind: "image", blob };
  const text = await blob.text();
  if (!response.ok) {
    const { Problem } = await import("./problem");
    const refusal = Problem.safeParse(parsed(text));
    if (refusal.success) return { kind: "refusal", refusal: refusal.data };
  }
  const value = parsed(text);
  const readable = value === undefined ? text : JSON.stringify(value, null, 2);
  return {
    kind: "text",
    text: readable.length > LONGEST_TEXT ? `${readable.slice(0, LONGEST_TEXT)}\n…` : readable,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
