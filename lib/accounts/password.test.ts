import { parseOptions, verify } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { BoundedQueue } from "./bounded-queue";
import { DUMMY_HASH, hashPassword, requireHardToGuess, verifyPassword } from "./password";
import { NewPassword } from "./schemas";

const phrase = "tango walrus cathedral";

describe("a stored password", () => {
  test("is Argon2id above the OWASP minimum, and the dummy hash costs the same", async () => {
    const stored = parseOptions(await hashPassword(phrase));
    expect(stored.algorithm).toBe(2);
    expect(stored.memoryCost).toBeGreaterThanOrEqual(19_456);
    expect(stored.timeCost).toBeGreaterThanOrEqual(2);
    expect(parseOptions(DUMMY_HASH)).toEqual(stored);
  });

  test("is verified to its last byte", async () => {
    const long = `${phrase}${"x".repeat(900)}`;
    const stored = await hashPassword(`${long}A`);
    expect(await verifyPassword(stored, `${long}A`)).toBe(true);
    expect(await verifyPassword(stored, `${long}B`)).toBe(false);
    expect(await verifyPassword(stored, long)).toBe(false);
  });

  test("keeps its case and its spaces", async () => {
    const stored = await hashPassword(` ${phrase} `);
    expect(await verifyPassword(stored, phrase)).toBe(false);
    expect(await verifyPassword(stored, ` ${phrase.toUpperCase()} `)).toBe(false);
  });

  test("matches however the keyboard composes a character", async () => {
    expect(
      await verifyPassword(
        await hashPassword("crème brûlée à Nîmes"),
        "crème brûlée à Nîmes".normalize("NFD"),
      ),
    ).toBe(true);
  });

  test("that does not exist matches nothing, not even what the dummy was made of", async () => {
    expect(await verifyPassword(undefined, phrase)).toBe(false);
    expect(await verify(DUMMY_HASH, phrase)).toBe(false);
  });
});

describe("a new password", () => {
  test.each([
    ["fourteen chars", false],
    ["fifteen  charss", true],
    ["💡".repeat(14), false],
    ["💡".repeat(15), true],
    ["a b ".repeat(20), true],
    ["é".repeat(512), true],
    ["é".repeat(513), false],
    ["               ", true],
  ])("%s has an accepted length: %s", (password, accepted) => {
    expect(NewPassword.safeParse(password).success).toBe(accepted);
  });

  test("that is easy to guess is refused at its field", () => {
    const refuse = () => requireHardToGuess("passwordpassword", { field: "newPassword", personal: [] });
    expect(refuse).toThrow(
      expect.objectContaining({ code: "invalid_input", fields: { newPassword: [expect.any(String)] } }),
    );
  });
});

describe("the line for hashing", () => {
  test("runs no more than its share at once, in order, and refuses at once when it is full", async () => {
    const queue = new BoundedQueue({ atOnce: 2, waiting: 2 });
    const gates: (() => void)[] = [];
    const started: number[] = [];
    const job = (name: number) =>
      queue.run(() => {
        started.push(name);
        return new Promise<number>((resolve) => gates.push(() => resolve(name)));
      });
    const jobs = [job(1), job(2), job(3), job(4)];
    await expect(job(5)).rejects.toMatchObject({ code: "too_many_attempts" });
    expect(started).toEqual([1, 2]);
    for (let next = 0; next < 4; next += 1) {
      gates[next]?.();
      await jobs[next];
      await Promise.resolve();
    }
    expect(started).toEqual([1, 2, 3, 4]);
    expect(await Promise.all(jobs)).toEqual([1, 2, 3, 4]);
  });

  test("goes on after a job failed", async () => {
    const queue = new BoundedQueue({ atOnce: 1, waiting: 1 });
    const failing = queue.run(() => Promise.reject(new Error("out of memory")));
    const next = queue.run(async () => "done");
    await expect(failing).rejects.toThrow("out of memory");
    expect(await next).toBe("done");
  });
});
