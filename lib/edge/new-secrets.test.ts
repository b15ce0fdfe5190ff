import { describe, expect, test } from "vitest";
import { MemoryKeyStore } from "./adapters/memory-key-store";
import { checkCall } from "./check";
import type { Verdict } from "./decision";
import { limitOf } from "./limits/contract";
import { NewSecrets } from "./new-secrets";
import { generateSecret } from "./secret-format";
import { callOf, depsOf, keyOf, NOON, orgOf } from "./testing/fixtures";

const DAY_MS = 86_400_000;
const key = keyOf({ isInRotation: true });

describe("a fence", () => {
  test("answers whether the secret was accepted before, and lets nobody through after", () => {
    const secrets = new NewSecrets();
    expect(secrets.fence("fnc_1", "sec_a", NOON + 1000)).toBe(false);
    expect(secrets.accept(key, NOON + 999, 0)).toBe(false);
    secrets.lift("fnc_1");
    expect(secrets.accept(key, NOON + 999, 0)).toBe(true);
    expect(secrets.fence("fnc_2", "sec_a", NOON + 2000)).toBe(true);
  });

  test("a call that it turned away is no use of the secret", () => {
    const secrets = new NewSecrets();
    secrets.fence("fnc_1", "sec_a", NOON + 1000);
    secrets.accept(key, NOON, 0);
    expect(secrets.fence("fnc_2", "sec_a", NOON + 1000)).toBe(false);
  });

  test("is forgotten at its end, heard of or not, and stands around one secret only", () => {
    const secrets = new NewSecrets();
    secrets.fence("fnc_1", "sec_b", NOON + 1000);
    expect(secrets.accept(key, NOON, 0)).toBe(true);
    expect(secrets.accept({ ...key, secretId: "sec_b" }, NOON + 999, 0)).toBe(false);
    expect(secrets.accept({ ...key, secretId: "sec_b" }, NOON + 1000, 0)).toBe(true);
  });

  test("of two around one secret the other one stands when the first is taken down", () => {
    const secrets = new NewSecrets();
    secrets.fence("fnc_1", "sec_a", NOON + 1000);
    secrets.fence("fnc_2", "sec_a", NOON + 1000);
    secrets.lift("fnc_1");
    expect(secrets.accept(key, NOON, 0)).toBe(false);
    secrets.lift("fnc_2");
    expect(secrets.accept(key, NOON, 0)).toBe(true);
  });
});

test("a use is remembered for longer than a rotation can last, then forgotten", () => {
  const secrets = new NewSecrets();
  const use = (secretId: string, at: number) => secrets.accept({ ...key, secretId }, at, 0);
  use("sec_a", NOON);
  use("sec_b", NOON + 30 * DAY_MS);
  expect(secrets.fence("fnc_1", "sec_a", NOON)).toBe(true);
  use("sec_c", NOON + 31 * DAY_MS);
  expect(secrets.fence("fnc_2", "sec_a", NOON)).toBe(false);
  expect(secrets.fence("fnc_3", "sec_b", NOON)).toBe(true);
});

test("a process that nobody waits for any more accepts no secret that may be taken back", () => {
  const secrets = new NewSecrets();
  const patient = { ...key, org: orgOf({ staleIfErrorSeconds: 900 }) };
  const impatient = { ...key, org: orgOf({ staleIfErrorSeconds: 0 }) };
  secrets.noteSeen(1000);
  expect(secrets.accept(impatient, NOON, 61_000)).toBe(true);
  expect(secrets.accept(impatient, NOON, 61_001)).toBe(false);
  expect(secrets.accept(patient, NOON, 901_000)).toBe(true);
  expect(secrets.accept(patient, NOON, 901_001)).toBe(false);
  secrets.noteSeen(901_001);
  expect(secrets.accept(impatient, NOON, 901_001)).toBe(true);
});

describe("at the gates", () => {
  const secret = generateSecret();
  const scene = (over: Parameters<typeof keyOf>[0] = {}) => {
    const keys = new MemoryKeyStore();
    keys.set(secret, keyOf({ isInRotation: true, ...over }));
    const deps = depsOf(keys);
    const isUsed = () => deps.newSecrets.fence("fnc_look", "sec_a", NOON);
    const judge = (headers: string[] = []): Verdict => {
      const verdict = checkCall(callOf({ headers: ["X-API-Key", secret, ...headers] }), deps, NOON);
      if (verdict instanceof Promise) throw new Error("A key in memory is judged at once.");
      return verdict;
    };
    return { deps, isUsed, judge };
  };

  test("a call with a fenced secret is refused for a moment, never with 401, and takes nothing from any limit", () => {
    const { deps, judge } = scene({ limits: [limitOf({ kind: "qps", value: 1 })] });
    deps.newSecrets.fence("fnc_1", "sec_a", NOON + 1);
    for (let call = 0; call < 5; call += 1)
      expect(judge()).toMatchObject({
        kind: "refused",
        code: "keys_unavailable",
        retryAfterMs: 1000,
        limits: [],
      });
    deps.newSecrets.lift("fnc_1");
    expect(judge().kind).toBe("admitted");
  });

  test("what a limit refuses was accepted; what is refused because of who called was not", () => {
    const limited = scene({ limits: [limitOf({ kind: "day", value: 0 })] });
    expect(limited.judge()).toMatchObject({ code: "quota_exceeded" });
    expect(limited.isUsed()).toBe(true);
    const restricted = scene({ restrictions: "unreadable" });
    expect(restricted.judge().kind).toBe("refused");
    expect(restricted.isUsed()).toBe(false);
    const elsewhere = scene({ productIds: [] });
    expect(elsewhere.judge()).toMatchObject({ code: "product_not_allowed" });
    expect(elsewhere.isUsed()).toBe(false);
  });

  test("a secret that is in no rotation is neither noted nor held up", () => {
    const { deps, isUsed, judge } = scene({ isInRotation: false });
    deps.newSecrets.fence("fnc_1", "sec_a", NOON + 1);
    expect(judge().kind).toBe("admitted");
    expect(isUsed()).toBe(false);
  });
});
