import { notFound, redirect } from "next/navigation";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { isId } from "@/lib/std/id";
import type { Incoming } from "./incoming";
import { runAction } from "./run-action";

const input = z.object({
  name: z.string().min(2, "Use at least 2 characters."),
  nested: z.object({ n: z.number() }),
});
const valid = { name: "Ada", nested: { n: 1 } };

function request(headers: Record<string, string> = {}): Incoming {
  const all: Record<string, string> = { origin: env().PUBLIC_URL, ...headers };
  return { header: (name) => all[name] ?? null, cookie: () => undefined };
}

function action(run: () => Promise<unknown>, rawInput: unknown = valid, from: Incoming = request()) {
  return runAction(from, { authorize: async (ctx: RequestContext) => ctx, input, run }, rawInput);
}

describe("an action", () => {
  test("answers what the verb returned", async () => {
    expect(await action(async () => 42)).toEqual({ ok: true, data: 42 });
  });

  test("gives the verb the stamped client address, never a forwarded one", async () => {
    let seen: RequestContext | undefined;
    const from = request({
      "x-keyward-client": "192.0.2.7",
      "x-forwarded-for": "203.0.113.9",
      "user-agent": "a".repeat(900),
    });
    await runAction(
      from,
      {
        authorize: async (ctx: RequestContext) => ctx,
        input,
        run: async ({ ctx }) => {
          seen = ctx;
        },
      },
      valid,
    );
    expect(seen?.ip).toBe("192.0.2.7");
    expect(seen?.userAgent).toHaveLength(400);
    expect(isId("request", seen?.requestId ?? "")).toBe(true);
  });

  test("reports each field in words, unknown fields included, and runs nothing", async () => {
    const run = vi.fn(async () => 1);
    const result = await action(run, { name: "A", nested: { n: "x" }, role: "owner" });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: "invalid_input",
        fields: {
          name: ["Use at least 2 characters."],
          "nested.n": [expect.any(String)],
          role: [expect.any(String)],
        },
      },
    });
    expect(run).not.toHaveBeenCalled();
  });

  test.each([null, 7, "x", [], { __proto__: null }])("refuses %j as input", async (rawInput) => {
    expect(await action(async () => 1, rawInput)).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
  });

  test("asks who it is before it looks at the input", async () => {
    const result = await runAction(
      request(),
      {
        authorize: async (): Promise<RequestContext> => {
          throw new DomainError("not_signed_in");
        },
        input,
        run: async () => 1,
      },
      { nonsense: true },
    );
    expect(result).toMatchObject({ ok: false, error: { code: "not_signed_in" } });
  });

  test.each<Record<string, string>>([
    { origin: "https://evil.test" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { origin: "https://evil.test", "x-forwarded-host": "evil.test" },
  ])("from %j is refused before anything else", async (headers) => {
    const run = vi.fn(async () => 1);
    expect(await action(run, valid, request(headers))).toMatchObject({
      ok: false,
      error: { code: "cross_origin" },
    });
    expect(run).not.toHaveBeenCalled();
  });

  test("without Origin and Sec-Fetch-Site is refused", async () => {
    const bare: Incoming = { header: () => null, cookie: () => undefined };
    expect(await action(async () => 1, valid, bare)).toMatchObject({
      ok: false,
      error: { code: "cross_origin" },
    });
  });

  test("passes a domain error's public side on", async () => {
    const result = await action(async () => {
      throw new DomainError("too_many_attempts", { retryAfterSeconds: 30 });
    });
    expect(result).toMatchObject({ ok: false, error: { code: "too_many_attempts", retryAfterSeconds: 30 } });
  });

  test.each([
    ["redirect", () => redirect("/o"), /NEXT_REDIRECT/],
    ["notFound", () => notFound(), /404/],
  ])("lets %s through", async (_, navigate, message) => {
    await expect(action(async () => navigate())).rejects.toThrow(message);
  });
});

describe("an unexpected error", () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    vi.spyOn(process.stdout, "write").mockImplementation((line) => {
      written.push(String(line));
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  test("is answered without a word of its own and logged under the same request ID", async () => {
    const result = await action(async () => {
      throw new TypeError("column password_hash of ada@example.com");
    });
    expect(result).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(JSON.stringify(result)).not.toContain("password_hash");
    expect(written.join("")).toContain(result.ok ? "?" : result.error.requestId);
  });

  test("of a database that is away says that nothing was changed", async () => {
    const cause = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const result = await action(async () => {
      throw new Error("adapter", { cause });
    });
    expect(result).toMatchObject({ ok: false, error: { code: "unavailable" } });
  });

  test("of Prisma is logged without its message, which repeats the query's arguments", async () => {
    await action(async () => {
      throw Object.assign(new Error("Argument passwordHash: $argon2id$canary"), {
        name: "PrismaClientValidationError",
      });
    });
    expect(written.join("")).toContain("PrismaClientValidationError");
    expect(written.join("")).not.toContain("canary");
  });
});
