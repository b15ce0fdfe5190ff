import { expect } from "vitest";
import type { Fact } from "./fact";
import { type MadeCall, SLOT_MS } from "./made-log";
import { type Answered, Caller, type Pace } from "./send";
import type { Cast, ReplayWorld } from "./world";

/** From the start of a stretch to its calls: two in three half hours of a day have some, none at the border of an hour. */
const INTO_SLOT_MS = 600_000;

/** A host with too much to do could not learn in time whose key it is, or did not try. */
const KEYS_UNAVAILABLE = "keys_unavailable";
export const OVERLOADED = "overloaded";
/** What a host with too much to do may say in place of what the log does; each is counted as what it is. */
const TOO_LATE: ReadonlySet<string> = new Set([
  KEYS_UNAVAILABLE,
  OVERLOADED,
  "upstream_unreachable",
  "upstream_timeout",
]);
const MOST_LATE = 0.5;

export type Replay = {
  readonly url: string;
  readonly cast: Cast;
  readonly log: readonly MadeCall[];
  readonly beginsAt: number;
  readonly pace: Pace;
  /** Runs beside each stretch: what goes wrong meanwhile. */
  readonly beside?: (slot: number) => Promise<void>;
  /** Runs after each stretch, before the calendar goes on. */
  readonly between?: () => Promise<void>;
};

/** Makes all calls of a log at one host, stretch by stretch, each when the hosts' calendar says it is its time. */
export async function replay(
  world: ReplayWorld,
  { url, cast, log, beginsAt, pace, beside, between }: Replay,
): Promise<Caller> {
  const caller = new Caller(url, cast);
  const slots = (log.at(-1)?.slot ?? -1) + 1;
  for (let slot = 0; slot < slots; slot += 1) {
    const slotAt = beginsAt + slot * SLOT_MS + INTO_SLOT_MS;
    world.calendar.moveTo(slotAt);
    const calls = log.filter((call) => call.slot === slot);
    const first = calls[0]?.afterMs ?? 0;
    const shifted = first === 0 ? calls : calls.map((call) => ({ ...call, afterMs: call.afterMs - first }));
    await Promise.all([caller.makeAll(shifted, slotAt, pace), beside?.(slot)]);
    world.journals.keep();
    await between?.();
  }
  await caller.close();
  return caller;
}

/** What has to be counted of a call, worked out from what was sent and what came back, and from nothing else. */
export function factOf(
  { call, slotAt, requestId, status, code }: Answered,
  cast: Cast,
  products: ReplayWorld["products"],
): Fact {
  const isKnown = call.credential === "key" && code !== KEYS_UNAVAILABLE;
  const key = isKnown && call.key !== null ? cast.keyOf(call.key) : null;
  return {
    requestId,
    orgId: key?.orgId ?? "",
    keyId: key?.id ?? "",
    productId: call.product === null ? "" : (products.get(call.product) ?? ""),
    at: slotAt,
    status,
    code,
    country: call.country,
    agent: call.agent[1],
    latencyMs: 0,
  };
}

/**
 * Every call was answered as the log says. Only the limited key may hear that it calls too often, and a host on a busy machine
 * may say that it has too much to do, which is counted as what it is.
 */
export function expectPlanned(answered: readonly Answered[]): void {
  const other = answered.filter(({ call, status, code }) => status !== call.status || code !== call.code);
  const isLate = ({ code }: Answered) => TOO_LATE.has(code);
  const wrong = other.filter(
    (one) => !isLate(one) && !(one.call.key === "limited" && one.code === "qps_exceeded"),
  );
  const shown = wrong.map(({ call, status, code }) => ({
    path: call.path,
    wanted: call.status,
    status,
    code,
  }));
  expect(shown.slice(0, 10)).toEqual([]);
  expect(other.filter(isLate).length).toBeLessThan(answered.length * MOST_LATE);
}
