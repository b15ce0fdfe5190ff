import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MemoryKeyStore } from "../adapters/memory-key-store";
import type { AnswerContext } from "../answer-headers";
import { checkCall } from "../check";
import type { Admitted, EdgeDeps, Refused } from "../decision";
import type { KeyEntry } from "../ports";
import { refusalAnswer } from "../refusal-answer";
import { generateSecret } from "../secret-format";
import { callOf, depsOf, keyOf, NOON, productOf } from "../testing/fixtures";
import { compileRestrictions } from "./compile";
import type { Mode, Restrictions } from "./restrictions";

const secret = generateSecret();
const OFF = { mode: "off", allow: [], deny: [] } as const;

/** All five, each of which the call below breaks. */
function broken(mode: Partial<Record<keyof Restrictions, Mode>>): Restrictions {
  const of = (kind: keyof Restrictions): Mode => mode[kind] ?? "off";
  return {
    domain: { mode: of("domain"), allow: ["example.com"], allowMissing: false },
    ip: { mode: of("ip"), allow: ["192.0.2.0/24"], deny: [] },
    userAgent: { mode: of("userAgent"), allow: ["FleetApp/*"], deny: [], denyKnownBots: false },
    country: { mode: of("country"), allow: ["DE"], deny: [] },
    hours: {
      mode: of("hours"),
      zone: "UTC",
      windows: [{ days: ["mon"], from: "00:00", to: "24:00" }],
    },
  };
}

const ALL = {
  domain: "enforce",
  ip: "enforce",
  userAgent: "enforce",
  country: "enforce",
  hours: "enforce",
} as const;

function depsWith(restrictions: KeyEntry["restrictions"]): EdgeDeps {
  const keys = new MemoryKeyStore();
  keys.set(secret, keyOf({ restrictions }));
  return { ...depsOf(keys), country: (ip) => (ip === "198.51.100.7" ? "US" : "DE") };
}

const call = (headers: string[] = [], ip = "198.51.100.7") =>
  callOf({
    ip,
    headers: ["X-API-Key", secret, "Origin", "https://evil.test", "User-Agent", "curl/8", ...headers],
  });

function verdictOn(restrictions: KeyEntry["restrictions"], given = call(), deps = depsWith(restrictions)) {
  const verdict = checkCall(given, deps, NOON);
  if (verdict instanceof Promise || verdict.kind === "preflight") throw new Error("Judged at once.");
  return verdict;
}

function refused(restrictions: Restrictions, given = call()): Refused {
  const verdict = verdictOn(compileRestrictions(restrictions), given);
  if (verdict.kind !== "refused") throw new Error("It is refused.");
  return verdict;
}

test("the first that a call breaks refuses it: domain, address, user agent, country, hours", () => {
  const left: Partial<Record<keyof Restrictions, Mode>> = { ...ALL };
  const told: string[][] = [];
  for (const kind of ["domain", "ip", "userAgent", "country", "hours"] as const) {
    const { code, saw, rule } = refused(broken(left));
    told.push([code, saw, rule]);
    delete left[kind];
  }
  expect(told).toEqual([
    ["domain_not_allowed", "evil.test:443", "allow example.com"],
    ["ip_not_allowed", "198.51.100.7", "allow 192.0.2.0/24"],
    ["user_agent_not_allowed", "curl/8", "allow FleetApp/*"],
    ["country_not_allowed", "US", "allow DE"],
    ["outside_allowed_hours", "sun 12:00, UTC", "allow mon 00:00-24:00, UTC"],
  ]);
  expect(verdictOn(compileRestrictions(broken(left))).kind).toBe("admitted");
});

describe("what only observes", () => {
  test("lets the call pass and is noted, each that was broken", () => {
    const observing = {
      domain: "observe",
      ip: "observe",
      userAgent: "observe",
      country: "observe",
      hours: "observe",
    } as const;
    const verdict = verdictOn(compileRestrictions(broken(observing))) as Admitted;
    expect(verdict).toMatchObject({
      kind: "admitted",
      observed: ["domain", "ip", "user_agent", "country", "hours"],
    });
  });

  test("is noted on a call that a later one refuses", () => {
    expect(refused(broken({ domain: "observe", ip: "enforce", hours: "observe" }))).toMatchObject({
      code: "ip_not_allowed",
      observed: ["domain"],
    });
  });

  test("is not noted where nothing was broken", () => {
    const given = callOf({ headers: ["X-API-Key", secret, "Referer", "https://example.com/map"] });
    expect(verdictOn(compileRestrictions(broken({ domain: "observe", ip: "observe" })), given)).toMatchObject(
      {
        kind: "admitted",
        observed: [],
      },
    );
  });
});

test("what is off is not compiled", () => {
  expect(compileRestrictions(broken({}))).toEqual([]);
  expect(compileRestrictions(broken({ ip: "observe", hours: "enforce" }))).toMatchObject([
    { kind: "ip", isEnforced: false },
    { kind: "hours", isEnforced: true },
  ]);
});

test("each of several User-Agent fields counts, an empty one for nothing", () => {
  const deny = {
    ...broken({}),
    userAgent: { mode: "enforce", allow: [], deny: ["*bad*"], denyKnownBots: false },
  } as const;
  expect(refused(deny, call(["User-Agent", "BadThing/1"])).code).toBe("user_agent_not_allowed");
  expect(verdictOn(compileRestrictions(deny)).kind).toBe("admitted");
  const allow = { ...deny, userAgent: { ...deny.userAgent, allow: ["*"], deny: [] } } as const;
  const silent = callOf({ headers: ["X-API-Key", secret, "User-Agent", ""] });
  expect(refused(allow, silent)).toMatchObject({ code: "user_agent_not_allowed", saw: "none" });
});

test("a call that names no site is refused unless the key lets it pass", () => {
  const given = callOf({ headers: ["X-API-Key", secret] });
  const domain = { mode: "enforce", allow: ["example.com"], allowMissing: false } as const;
  expect(refused({ ...broken({}), domain }, given)).toMatchObject({
    code: "domain_not_allowed",
    saw: "none",
  });
  const lenient = compileRestrictions({ ...broken({}), domain: { ...domain, allowMissing: true } });
  expect(verdictOn(lenient, given).kind).toBe("admitted");
  for (const odd of ["null", "file://", "https://[::1]", "https://evil.test."]) {
    const named = callOf({ headers: ["X-API-Key", secret, "Origin", odd] });
    expect(verdictOn(lenient, named), odd).toMatchObject({ code: "domain_not_allowed" });
  }
});

test("restrictions that cannot be read let nothing pass and do not speak ill of the key", () => {
  expect(verdictOn("unreadable")).toMatchObject({
    kind: "refused",
    code: "keys_unavailable",
    retryAfterMs: 1000,
    key: { keyId: "key_a" },
  });
});

test("a refused call takes nothing from the limits", () => {
  const deps = depsWith(compileRestrictions(broken({ ip: "enforce" })));
  for (let count = 0; count < 20; count += 1) {
    expect(checkCall(call(), deps, NOON)).toMatchObject({ code: "ip_not_allowed", limits: [] });
  }
  for (let count = 0; count < 5; count += 1) {
    expect(checkCall(call([], "192.0.2.1"), deps, NOON)).toMatchObject({ kind: "admitted" });
  }
});

test("whatever a client sends is judged: nothing throws, nothing foreign is taken for what is allowed", () => {
  const deps = depsWith(
    compileRestrictions(broken({ domain: "enforce", ip: "observe", userAgent: "observe" })),
  );
  const noise = fc.string({ unit: fc.constantFrom(..."aexmpl.com:/@[]%?#\\ \u0000é*null-0"), maxLength: 40 });
  const field = fc.oneof(
    noise,
    noise.map((text) => `https://${text}`),
    noise.map((text) => `https://example.com${text}`),
    fc.string({ maxLength: 20 }),
  );
  const passed: string[] = [];
  fc.assert(
    fc.property(field, field, noise, noise, (origin, referer, agent, ip) => {
      const headers = ["X-API-Key", secret, "Origin", origin, "Referer", referer, "User-Agent", agent];
      const verdict = checkCall(callOf({ headers, ip, arrivedAt: passed.length * 1000 }), deps, NOON);
      if (verdict instanceof Promise) throw new Error("Judged at once.");
      if (verdict.kind !== "refused") {
        const isOurs = (text: string) =>
          /^[a-z][a-z0-9+.-]*:\/\/example\.com(?::\d{1,5})?(?:[/?#]|$)/i.test(text);
        expect(isOurs(origin) || isOurs(referer)).toBe(true);
        passed.push(origin);
      }
    }),
    { seed: 20_261_122, numRuns: 1000 },
  );
  expect(passed.length).toBeGreaterThan(20);
});

test("a key without restrictions asks nothing of the call", () => {
  const deps: EdgeDeps = {
    ...depsWith([]),
    country: () => {
      throw new Error("Nobody asks.");
    },
  };
  expect(checkCall(call(), deps, NOON)).toMatchObject({ kind: "admitted", observed: [] });
});

describe("the answer to a refusal", () => {
  const context: AnswerContext = {
    requestId: "req_1",
    publicUrl: "https://keys.test",
    keyHeaders: ["x-api-key"],
    at: 0,
  };
  const detailOf = (restrictions: Restrictions, given = call()) => {
    const { body, status, headers } = refusalAnswer(refused(restrictions, given), given, context);
    expect(status).toBe(403);
    expect(headers[headers.indexOf("Access-Control-Allow-Origin") + 1]).toBe("https://evil.test");
    return (JSON.parse(body) as { detail: string }).detail;
  };

  test("says what was seen, never what is allowed, and lets the asking site read it", () => {
    const details = (["domain", "ip", "userAgent", "country", "hours"] as const).map((kind) =>
      detailOf(broken({ [kind]: "enforce" })),
    );
    expect(details[0]).toContain("It came from evil.test:443.");
    expect(details[1]).toContain("The address is 198.51.100.7.");
    expect(details[2]).not.toContain("curl");
    expect(details[3]).toContain("The country is US.");
    expect(details[4]).toContain("It is sun 12:00, UTC.");
    expect(details.join()).not.toMatch(/example\.com|192\.0\.2\.0|FleetApp|\bDE\b|mon/);
  });

  test("is worded as the classic gateway did, for a product whose clients know that one", () => {
    const keys = new MemoryKeyStore();
    keys.set(secret, keyOf({ restrictions: compileRestrictions(broken({ domain: "enforce" })) }));
    const verdict = checkCall(call(), depsOf(keys, [productOf({ refusalStyle: "tomtom" })]), NOON) as Refused;
    const { status, headers, body } = refusalAnswer(verdict, call(), context);
    expect([status, body]).toEqual([403, "<h1>Not Authorized</h1>"]);
    expect(headers[headers.indexOf("X-Error-Detail-Header") + 1]).toBe("Invalid Referer");
  });

  test("repeats no secret that a client wrote in the wrong place", () => {
    const ip = { ...OFF, mode: "enforce", allow: ["192.0.2.0/24"] } as const;
    const given = call(["Referer", `https://evil.test/?key=${secret}`]);
    expect(detailOf({ ...broken({}), ip }, given)).not.toContain(secret);
  });
});
