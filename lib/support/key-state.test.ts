import { describe, expect, it, test } from "vitest";
import { REFUSALS, type RefusalCode } from "@/lib/edge/verdict";
import type { KeyStatus } from "@/lib/keys/schemas";
import { type KeyTraffic, keyState, type RefusedCalls, type StateFacts } from "./key-state";
import { refusalPhrase } from "./refusal-phrases";

const NOW = new Date("2026-11-23T14:30:00Z");
const CODES = Object.keys(REFUSALS) as RefusalCode[];
const STATUSES: KeyStatus[] = [
  "active",
  "disabled",
  "disabled_by_staff",
  "not_yet_valid",
  "expired",
  "deleted",
];

const NO_CALLS: KeyTraffic = {
  acceptedHour: 0,
  acceptedDay: 0,
  lastAcceptedAt: null,
  refused: [],
  refusedSince: null,
};

const DATES: Record<KeyStatus, Partial<StateFacts>> = {
  active: {},
  disabled: { disabledAt: "2026-11-23T09:00:00Z", disabledReason: "Not needed" },
  disabled_by_staff: { disabledAt: "2026-11-23T09:00:00Z", disabledReason: "Unusual traffic." },
  not_yet_valid: { validFrom: "2026-12-01T00:00:00Z" },
  expired: { expiresAt: "2026-11-20T12:00:00Z" },
  deleted: { deletedAt: "2026-11-22T08:00:00Z" },
};

function facts(
  status: KeyStatus,
  traffic: Partial<KeyTraffic> = {},
  over: Partial<StateFacts> = {},
): StateFacts {
  return {
    status,
    orgSuspendedAt: null,
    orgSuspendedReason: null,
    disabledAt: null,
    disabledReason: null,
    validFrom: null,
    expiresAt: null,
    deletedAt: null,
    traffic: { ...NO_CALLS, ...traffic },
    ...DATES[status],
    ...over,
  };
}

function refusedAs(code: string, over: Partial<RefusedCalls> = {}): RefusedCalls {
  return { code, hour: 12, day: 40, lastAt: "2026-11-23T14:20:00.000Z", saw: "", rule: "", ...over };
}

const sentence = (given: StateFacts) => keyState(given, NOW).sentence;

describe.each(STATUSES)("the sentence about a key that is %s", (status) => {
  test.each(CODES)("is right while calls are refused as %s", (code) => {
    const refused = [refusedAs(code)];
    const state = keyState(facts(status, { refused, refusedSince: "2026-11-23T14:02:00.000Z" }), NOW);
    expect(state.tone).toBe("refused");
    if (status === "active") {
      const phrase = refusalPhrase(code, { saw: "", rule: "" });
      expect(state).toEqual({
        tone: "refused",
        sentence: `Refused since 14:02 UTC: ${phrase}.`,
        code,
      });
    } else {
      // What refuses every call now says more than what refused some before.
      expect(state).toEqual(keyState(facts(status), NOW));
    }
    expect(state.sentence).toMatch(/^[A-Z].*[.!?…]$/);
    expect(state.sentence).not.toMatch(/undefined|null|NaN|\(\)|\s{2}|: \.|\.\./);
  });
});

test.each(CODES)("refused as %s among calls that pass is work in part", (code) => {
  const refused = [refusedAs(code)];
  const state = keyState(facts("active", { acceptedHour: 202, acceptedDay: 900, refused }), NOW);
  expect(state).toEqual({
    tone: "partly",
    sentence: `Works in part: 12 of 214 calls in the last hour were refused: ${refusalPhrase(code, { saw: "", rule: "" })}.`,
    code,
  });
});

describe("the sentence", () => {
  it("names the state that refuses everything, since when and why", () => {
    expect(STATUSES.map((status) => sentence(facts(status)))).toEqual([
      "Ready, but no call was ever let through.",
      "Refused since 09:00 UTC: the customer disabled the key: Not needed.",
      "Refused since 09:00 UTC: the provider disabled the key: Unusual traffic.",
      "Refused until 1 Dec 2026, 00:00 UTC: the key is not valid yet.",
      "Refused since 20 Nov 2026, 12:00 UTC: the key has expired.",
      "Refused since 22 Nov 2026, 08:00 UTC: the key is in the trash.",
    ]);
  });

  it("says that the organization is suspended before anything about the key, but for one in the trash", () => {
    const suspended = { orgSuspendedAt: "2026-11-23T10:00:00Z", orgSuspendedReason: null };
    for (const status of STATUSES) {
      const state = keyState(facts(status, {}, suspended), NOW);
      expect(state.code).toBe(status === "deleted" ? "key_invalid" : "org_suspended");
    }
    expect(sentence(facts("active", {}, suspended))).toBe(
      "Refused since 10:00 UTC: the whole organization is suspended. No reason was given.",
    );
  });

  it("says that a key works, and how much", () => {
    expect(sentence(facts("active", { acceptedHour: 214, acceptedDay: 9000 }))).toBe(
      "Works: 214 calls in the last hour.",
    );
    expect(sentence(facts("active", { acceptedHour: 1, acceptedDay: 1 }))).toBe(
      "Works: 1 call in the last hour.",
    );
  });

  it("names what was seen", () => {
    const refused = [refusedAs("domain_not_allowed", { saw: "app.example.com", rule: "allow example.com" })];
    expect(sentence(facts("active", { refused, refusedSince: "2026-11-23T14:02:00.000Z" }))).toBe(
      "Refused since 14:02 UTC: domain app.example.com is not on the list.",
    );
    const none = [refusedAs("domain_not_allowed", { saw: "none" })];
    expect(sentence(facts("active", { refused: none, refusedSince: null }))).toBe(
      "Refused in the last hour: the call named no site.",
    );
  });

  it("tells of several reasons the most frequent one of the last hour", () => {
    const refused = [
      refusedAs("qps_exceeded", { hour: 3, day: 5000 }),
      refusedAs("ip_not_allowed", { hour: 9, day: 9, saw: "192.0.2.1" }),
    ];
    expect(sentence(facts("active", { acceptedHour: 88, refused }))).toBe(
      "Works in part: 12 of 100 calls in the last hour were refused, most of them: address 192.0.2.1 is not allowed.",
    );
  });

  it("tells a key nobody calls from one that was refused when it was last called", () => {
    const lastAcceptedAt = "2026-11-21T10:00:00.000Z";
    expect(sentence(facts("active", { lastAcceptedAt }))).toBe(
      "Nobody called in the last hour; the last call that was let through was at 21 Nov 2026, 10:00 UTC.",
    );
    const refused = [refusedAs("key_retired", { hour: 0, day: 2, lastAt: "2026-11-23T08:00:00.000Z" })];
    const state = keyState(
      facts("active", { lastAcceptedAt, refused, refusedSince: "2026-11-23T07:00:00.000Z" }),
      NOW,
    );
    expect(state).toEqual({
      tone: "refused",
      sentence:
        "Nobody called in the last hour; the last call, at 08:00 UTC, was refused: the caller still sends a secret that a rotation has ended.",
      code: "key_retired",
    });
  });

  it("does not hold a refusal against a key that worked afterwards", () => {
    const refused = [refusedAs("qps_exceeded", { hour: 0, day: 2 })];
    const lastAcceptedAt = "2026-11-23T12:00:00.000Z";
    expect(keyState(facts("active", { lastAcceptedAt, refused, refusedSince: null }), NOW).tone).toBe("idle");
  });

  it("names a code of another version", () => {
    const refused = [refusedAs("something_new")];
    expect(sentence(facts("active", { refused, refusedSince: null }))).toBe(
      "Refused in the last hour: refused as something_new.",
    );
  });
});
