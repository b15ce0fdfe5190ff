import { afterEach, describe, expect, it } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { adoptConsole } from "./adopt-console";
import { createLogger } from "./logger";

const SECRET = generateSecret();
const ENCODED = [...SECRET].map((char) => `%${char.charCodeAt(0).toString(16)}`).join("");

function capture() {
  const lines: string[] = [];
  return { lines, logger: createLogger((line) => lines.push(line), "debug") };
}

describe("a secret never reaches a log line", () => {
  const nested = new Error(`outer ${SECRET}`, { cause: new Error(`inner ${SECRET}`) });
  const cyclic: Record<string, unknown> = { secret: SECRET };
  cyclic.self = cyclic;
  const positions: [string, Record<string, unknown> | string | Error][] = [
    ["a message", `used ${SECRET} here`],
    ["a field", { value: SECRET }],
    ["a nested field", { a: { b: [{ c: `x=${SECRET}` }] } }],
    ["a field name", { [SECRET]: 1 }],
    ["an error, its stack and its cause", { err: nested }],
    ["a bare error", nested],
    ["a percent-encoded value", { value: ENCODED }],
    ["a value next to word characters", { value: `a${SECRET}b` }],
    ["a header map", { headers: { "x-api-key": SECRET, authorization: `Bearer ${SECRET}` } }],
    ["a cyclic object", cyclic],
    ["a very long line", { value: "x".repeat(20_000) + SECRET, head: SECRET }],
  ];
  it.each(positions)("in %s", (_, given) => {
    const { lines, logger } = capture();
    for (const level of ["debug", "info", "warn", "error"] as const) {
      if (typeof given === "string") logger[level](given);
      else logger[level](given, "event");
    }
    logger.child({ bound: SECRET }).info(given, SECRET);
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).not.toContain(SECRET);
      expect(line).not.toContain(ENCODED);
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });

  it("by way of the console", () => {
    const { lines, logger } = capture();
    giveBack = adoptConsole(logger);
    const { console: taken } = globalThis;
    taken.warn("Request body exceeded 10MB for %s", `/search?key=${SECRET}&token=abc`);
    taken.log(SECRET, { key: SECRET }, new Error(SECRET));
    giveBack();
    expect(lines).toHaveLength(2);
    expect(lines.join("")).not.toContain(SECRET);
    expect(lines[0]).toContain("/search?…");
  });
});

let giveBack: (() => unknown) | undefined;
afterEach(() => giveBack?.());

describe("a log line", () => {
  it("holds no query string, whoever wrote it", () => {
    const { lines, logger } = capture();
    logger.info(
      { url: "/a/b?key=hunter2", deep: { to: "https://h.test/p?q=hunter2#x" } },
      "GET /c?q=hunter2 done",
    );
    expect(lines[0]).not.toContain("hunter2");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ url: "/a/b?…", deep: { to: "https://h.test/p?…" } });
  });

  it("cannot be forged or split by what a client sent", () => {
    const { lines, logger } = capture();
    const hostile = 'a\r\n{"level":"error"}\u001b[2K\u0000\u007f\u0085\u2028\u202e';
    logger.warn({ userAgent: hostile }, hostile);
    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\p{Cc}\u2028\u202e]*\n$/u);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "warn", userAgent: hostile, msg: hostile });
  });

  it("is cut when it is too long, and says so", () => {
    const { lines, logger } = capture();
    logger.info({ value: '"'.repeat(50_000) }, "big");
    expect(lines[0]?.length).toBeLessThan(10_000);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "warn", length: expect.any(Number) });
  });
});
