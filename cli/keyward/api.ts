import { randomUUID } from "node:crypto";
import { type Terminal, UsageError } from "./terminal";

/** An answer that said no, or none at all. */
export class ApiRefused extends Error {
  override readonly name = "ApiRefused";
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

type Ask = {
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  body?: JsonObject;
};

export type Api = (method: "GET" | "POST" | "PATCH" | "DELETE", ask: Ask) => Promise<JsonObject>;

const TRIES = 3;
const WAIT_SECONDS_MAX = 60;

/**
 * The management API of `KEYWARD_URL`, asked with `KEYWARD_TOKEN`.
 *
 * A 429 and a 503 are waited out as the server says, and a connection that breaks is tried again, but for a deletion: up to three times in all. A
 * POST carries one `Idempotency-Key` through all of its tries, so that it happens once. Redirects are not followed: a token
 * goes to the place that was named and nowhere else.
 * @throws {UsageError} Without either of them, or over plain HTTP to another machine.
 */
export function apiOf({ env, err }: Pick<Terminal, "env" | "err">): Api {
  const token = env.KEYWARD_TOKEN?.trim();
  if (!token) throw new UsageError("Set KEYWARD_TOKEN to a management token (Settings, Management tokens).");
  const base = baseOf(env.KEYWARD_URL);
  return async (method, { path, query = {}, body }) => {
    const url = new URL(`${base}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    const request: RequestInit = {
      method,
      redirect: "error",
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(url, request).catch((error: unknown) => {
        if (tries < TRIES && method !== "DELETE") return null;
        throw new ApiRefused(`${url.origin} cannot be reached${causeOf(error)}.`);
      });
      const wait = answer === null ? 1 : waitOf(answer);
      if (answer !== null && (wait === null || tries >= TRIES)) return read(answer);
      err(
        `${answer === null ? "The connection broke" : `The server said ${answer.status}`}; again in ${wait} s.`,
      );
      await new Promise((resolve) => setTimeout(resolve, (wait ?? 1) * 1000));
    }
  };
}

function baseOf(given: string | undefined): string {
  const url = parse(given ?? "");
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError("Set KEYWARD_URL to the address of the dashboard, as in https://keys.example.com.");
  }
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === "http:" && !isLocal) {
    throw new UsageError("KEYWARD_URL has to be https: a token sent in clear is a leaked token.");
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Seconds to wait before the same request has a chance; `null`: it has had its answer. */
function waitOf(answer: Response): number | null {
  if (answer.status !== 429 && answer.status !== 503) return null;
  const seconds = Number(answer.headers.get("retry-after") ?? "1");
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= WAIT_SECONDS_MAX
    ? Math.max(1, seconds)
    : null;
}

async function read(answer: Response): Promise<JsonObject> {
  const text = await answer.text();
  const body = text === "" ? {} : objectOf(text);
  if (answer.ok && body !== null) return body;
  if (body === null)
    throw new ApiRefused(`The server answered ${answer.status} with something that is no JSON.`);
  throw new ApiRefused(sentenceOf(body, answer.status));
}

function objectOf(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** A problem (RFC 9457) as one sentence, with the fields that are wrong and what support asks for. */
function sentenceOf({ code, detail, title, fields, errors, requestId }: JsonObject, status: number): string {
  const wrong = [fields, errors].flatMap((one) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.entries(one).map(([name, value]) => `${name}: ${[value].flat().join(" ")}`)
      : [],
  );
  const said = [String(detail ?? title ?? "The server said no."), ...wrong].join("\n  ");
  const about = [status, code, requestId].filter((part) => part !== undefined).join(", ");
  return `${said} (${about})`;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== "" ? `: ${cause.message}` : "";
}
