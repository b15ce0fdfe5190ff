import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { REFUSALS } from "@/lib/edge/verdict";
import { faultsOfProblem } from "./problem-schema";
import type { Row } from "./row";
import { ROWS } from "./rows/all";

const rows: readonly Row[] = Object.values(ROWS).flat();

/** Codes no single call to a host as it is can bring about: why, and where they are proven instead. */
const ELSEWHERE: Readonly<Record<string, { readonly why: string; readonly where: string }>> = {
  caller_not_trusted: { why: "answers gateways, not clients", where: "edge/check-endpoint.test.ts" },
  original_request_missing: { why: "answers gateways, not clients", where: "edge/check-endpoint.test.ts" },
  https_required: { why: "needs a deployment that demands it", where: "test/edge/rows/tls.ts" },
  overloaded: { why: "needs an event loop that is late", where: "lib/edge/limits/shedding.test.ts" },
  token_expired: { why: "needs a clock", where: "lib/edge/tokens/look-up-token.test.ts" },
  too_many_failures: { why: "needs many strangers", where: "lib/edge/check.test.ts" },
  keys_unavailable: { why: "needs a database that is away", where: "lib/edge/check.test.ts" },
};

describe("the conformance suite", () => {
  test("is three hundred rows or more, each with a name of its own", () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
    const names = Object.entries(ROWS).flatMap(([subject, own]) =>
      own.map(({ name }) => `${subject} ${name}`),
    );
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("holds a row for every refusal, or says where that is proven", () => {
    const shown = new Set(rows.flatMap(({ gets, unnamed }) => gets.code ?? unnamed ?? []));
    const missing = Object.keys(REFUSALS).filter((code) => !shown.has(code as keyof typeof REFUSALS));
    expect(missing.sort()).toEqual(Object.keys(ELSEWHERE).sort());
    for (const [code, { where }] of Object.entries(ELSEWHERE)) {
      expect(readFileSync(where, "utf8"), where).toContain(code);
    }
  });

  test("states the status its code has, but for the style that has its own", () => {
    const wrong = rows.filter(
      ({ gets }) => gets.code !== undefined && REFUSALS[gets.code].status !== gets.status,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe("the schema of a problem", () => {
  const good = {
    type: "https://keyward.example/docs/errors#key_missing",
    title: "API key missing",
    status: 401,
    code: "key_missing",
    detail: "The request carries no API key.",
    instance: "/map/%20",
    requestId: "req_0123456789abcdefghijkl",
  };

  test("takes what the edge answers", () => {
    expect(faultsOfProblem(good)).toEqual([]);
  });

  test.each([
    ["a status that is a text", { ...good, status: "401" }],
    ["a status beyond all", { ...good, status: 600 }],
    ["a type with a space", { ...good, type: "no reference" }],
    ["an instance with a bad escape", { ...good, instance: "/a%zz" }],
    ["a code there is not", { ...good, code: "no_such_code" }],
    ["a member nobody knows", { ...good, stack: "at …" }],
    ["a missing detail", { ...good, detail: undefined }],
    ["a list", []],
  ])("refuses %s", (_, body) => {
    expect(faultsOfProblem(JSON.parse(JSON.stringify(body)))).not.toEqual([]);
  });
});
