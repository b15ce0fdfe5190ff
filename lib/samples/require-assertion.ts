import { createHmac } from "node:crypto";
import { type AssertionFault, type ReplayMemory, replayMemory, verifyAssertion } from "@/lib/edge/assertion";
import { readUpstreamSecrets, type UpstreamSecrets } from "./upstream-secrets";

const FRESH_MS = 30_000;
/** A made-up `kid` must not turn into a query per request. */
const REREAD_MS = 1_000;

/** What this process's own host adds after the edge has signed (the client's copies never get here). */
const ADDED_BY_HOST = new Set(["x-keyward-assertion", "x-keyward-path", "x-keyward-client"]);

type Guard = {
  secrets: Promise<UpstreamSecrets> | undefined;
  readAt: number;
  replay: ReplayMemory;
};

const GUARD = Symbol.for("keyward.sampleGuard");

/**
 * Whether a request carries the edge's assertion, made for exactly this request and not seen before; null when it does.
 *
 * Secrets are remembered for 30 s and read again, at most once a second, when a request names one that is not known.
 * @param target Path and query exactly as they were sent.
 */
export async function faultOf(request: Request, target: string, now: number): Promise<AssertionFault | null> {
  const header = request.headers.get("x-keyward-assertion");
  if (header === null) return "missing";
  const guard = shared();
  const fault = check(request, target, now, await secretsOf(guard, now, FRESH_MS), guard.replay);
  if (fault !== "unknown_key") return fault;
  return check(request, target, now, await secretsOf(guard, now, REREAD_MS), guard.replay);
}

function check(
  request: Request,
  target: string,
  now: number,
  secrets: UpstreamSecrets,
  replay: ReplayMemory,
): AssertionFault | null {
  const keyward: string[] = [];
  request.headers.forEach((value, name) => {
    if (name.startsWith("x-keyward-") && !ADDED_BY_HOST.has(name)) keyward.push(name, value);
  });
  const asserted = {
    method: request.method,
    target,
    requestId: request.headers.get("x-request-id") ?? "",
    keyward,
    now,
  };
  return verifyAssertion(request.headers.get("x-keyward-assertion"), asserted, secrets, hmac, replay);
}

async function secretsOf(guard: Guard, now: number, freshMs: number): Promise<UpstreamSecrets> {
  if (guard.secrets === undefined || now - guard.readAt >= freshMs) {
    guard.readAt = now;
    guard.secrets = readUpstreamSecrets(new Date(now));
    guard.secrets.catch(() => {
      guard.secrets = undefined;
    });
  }
  return await guard.secrets;
}

function hmac(secret: Uint8Array, message: string): string {
  return createHmac("sha256", secret).update(message).digest("base64url");
}

function shared(): Guard {
  const holder = globalThis as { [GUARD]?: Guard };
  holder[GUARD] ??= { secrets: undefined, readAt: 0, replay: replayMemory() };
  return holder[GUARD];
}
