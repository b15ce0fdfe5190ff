/**
 * The decision about one metered call. A host answers a call in this order:
 *
 * 1. `judgeRawRequest` (raw-request.ts) on what came off the wire, before any framework touches it. A refusal there
 *    becomes an answer by `refuseRaw(code)` and step 3; it is metered like any other.
 * 2. `checkCall(call, deps, Date.now())`. It answers at once unless the key is not in memory; await only a promise:
 *    `const verdict = answer instanceof Promise ? await answer : answer`.
 * 3. By `verdict.kind`:
 *    - `preflight`: `preflightAnswer` (cors.ts). Not metered.
 *    - `refused`: `refusalAnswer` (refusal-answer.ts) gives status, headers and body.
 *    - `admitted`: ask the upstream at `baseOf(upstream).origin` for `upstreamTarget(verdict)` (upstream-target.ts) with
 *      `forwardRequestHeaders` (forward-headers.ts; the assertion is among them), answer with its status and
 *      `forwardedAnswerHeaders`. When that fails: `refuseAdmitted(verdict, code)` and go on as for `refused`.
 * 4. One `usageRecordOf` (usage-record.ts) per verdict that is not `preflight`, with the status the client got.
 */
import type { Admitted, Call, EdgeDeps, Refused, Verdict } from "./decision";
import { GATES } from "./gates";
import type { RefusalCode } from "./verdict";
import { Walk } from "./walk";

/**
 * Decides about one call by the gates in their order.
 *
 * Synchronous for every key in memory. Takes from the limits only what it admits. Never throws for anything a client
 * can send; rejects only if a store breaks its contract.
 *
 * @param now Unix time, milliseconds: validity, expiry and retirement are judged by it, never by a cached answer.
 */
export function checkCall(call: Call, deps: EdgeDeps, now: number): Verdict | Promise<Verdict> {
  return goOn(new Walk(call, deps, now), 0);
}

/**
 * Why a call that was admitted, and goes on, would be refused now; null while it may go on. Asks every gate but the limits, so it
 * takes nothing. `overloaded`, `keys_unavailable` and `too_many_failures` say that nobody can tell at this moment.
 */
export function reviewCall(
  call: Call,
  deps: EdgeDeps,
  now: number,
): RefusalCode | null | Promise<RefusalCode | null> {
  return review(new Walk(call, deps, now), 0);
}

/** The verdict on a call that `judgeRawRequest` refused before it could be checked. */
export function refuseRaw(code: "malformed_request" | "secret_in_path" | "method_not_supported"): Refused {
  return {
    kind: "refused",
    code,
    route: null,
    key: null,
    credential: "none",
    tokenId: "",
    limits: [],
    observed: [],
    retryAfterMs: 0,
    violated: [],
    saw: "",
    rule: "",
  };
}

/** Turns an admitted call into the refusal it ends as, because forwarding it failed. */
export function refuseAdmitted(
  admitted: Admitted,
  code: "upstream_unreachable" | "upstream_timeout" | "body_too_large",
): Refused {
  const { route, key, credential, tokenId, limits, observed } = admitted;
  const shared = { route, key, credential, tokenId, limits, observed };
  return { kind: "refused", code, ...shared, retryAfterMs: 0, violated: [], saw: "", rule: "" };
}

function goOn(walk: Walk, from: number): Verdict | Promise<Verdict> {
  for (let index = from; index < GATES.length; index += 1) {
    const outcome = GATES[index]?.judge(walk);
    if (outcome === null || outcome === undefined) continue;
    if (outcome === "preflight") return { kind: "preflight" };
    if (typeof outcome === "string") return walk.refused(outcome);
    return outcome.then((code) => (code === null ? goOn(walk, index + 1) : walk.refused(code)));
  }
  return walk.admitted();
}

/** Limits are the last gate. */
const BEFORE_LIMITS = GATES.length - 1;

function review(walk: Walk, from: number): RefusalCode | null | Promise<RefusalCode | null> {
  for (let index = from; index < BEFORE_LIMITS; index += 1) {
    const outcome = GATES[index]?.judge(walk);
    if (outcome === null || outcome === undefined || outcome === "preflight") continue;
    if (typeof outcome === "string") return outcome;
    return outcome.then((code) => code ?? review(walk, index + 1));
  }
  return null;
}
