import { parseDictionary, parseItem, parseList } from "structured-headers";
import { expect } from "vitest";
import { REFUSALS, type RefusalCode } from "@/lib/edge/verdict";
import { headerOf, type RawAnswer } from "./answer";
import { faultsOfProblem } from "./problem-schema";
import type { Expected, Row } from "./row";

/** Every header a metered answer may carry, whoever made it. */
const ALLOWED = new Set(
  `x-request-id vary x-content-type-options content-security-policy tracking-id referrer-policy
   ratelimit-policy ratelimit retry-after www-authenticate allow deprecation sunset x-key-rotation
   access-control-allow-origin access-control-expose-headers access-control-allow-methods
   access-control-allow-headers access-control-max-age cache-control content-type content-encoding
   content-language content-disposition content-range accept-ranges etag last-modified age location
   x-error-detail-header x-mashery-error-code content-length transfer-encoding connection keep-alive date`.split(
    /\s+/,
  ),
);

/** Holds an answer against its row, then against what is true of every answer of the edge. */
export function judgeAnswer(
  answer: RawAnswer,
  row: Row,
  headers: Readonly<Record<string, string | RegExp | null>>,
  publicUrl: string,
): void {
  const { gets } = row;
  const text = answer.body.toString("latin1");
  expect({
    status: answer.status,
    code: codeOf(answer),
    body: answer.status === gets.status ? "" : text,
  }).toEqual({ status: gets.status, code: gets.code ?? null, body: "" });
  expect(answer.interim).toEqual(gets.interim ?? []);
  expect(answer.isWhole).toBe(gets.isWhole ?? true);
  expectHeaders(answer.rawHeaders, headers);
  if (typeof gets.body === "number") expect(answer.body.length).toBe(gets.body);
  else if (gets.body instanceof RegExp) expect(text).toMatch(gets.body);
  else if (gets.body !== undefined) expect(text).toBe(gets.body);
  if (gets.isUnparsed) judgeUnparsed(answer);
  else judgeMetered(answer, gets, row, publicUrl);
}

/** Values by lower-case name: equal, matching, or null for absent. */
export function expectHeaders(
  rawHeaders: readonly string[],
  expected: Readonly<Record<string, string | RegExp | null>>,
): void {
  for (const [name, value] of Object.entries(expected)) {
    const actual = headerOf(rawHeaders, name);
    if (value instanceof RegExp) expect(actual ?? "(absent)", name).toMatch(value);
    else expect(actual, name).toBe(value);
  }
}

function codeOf(answer: RawAnswer): string | null {
  if (headerOf(answer.rawHeaders, "content-type") !== "application/problem+json") return null;
  if (answer.body.length === 0) return null;
  return JSON.parse(answer.body.toString()).code ?? null;
}

/** What the HTTP parser refused before anything of ours saw it. */
function judgeUnparsed({ rawHeaders, body }: RawAnswer): void {
  expect(headerOf(rawHeaders, "content-type")).toBe("application/problem+json");
  expect(headerOf(rawHeaders, "connection")).toBe("close");
  expect(faultsOfProblem(JSON.parse(body.toString()), true)).toEqual([]);
}

function judgeMetered({ rawHeaders, body }: RawAnswer, gets: Expected, row: Row, publicUrl: string): void {
  const header = (name: string) => headerOf(rawHeaders, name);
  const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  const extras = Object.keys(gets.headers ?? {});
  expect(names.filter((name) => !ALLOWED.has(name) && !extras.includes(name))).toEqual([]);
  expect(new Set(names).size, "a field twice").toBe(names.length);
  if (gets.status === 204 && header("allow") !== null) return;

  expect(header("x-request-id")).toMatch(/^req_[0-9A-Za-z]{22}$/);
  expect(header("x-content-type-options")).toBe("nosniff");
  const isPreflight = header("access-control-max-age") !== null;
  if (!isPreflight) {
    expect(header("content-security-policy")).toBe("sandbox");
    expect(header("vary")).toMatch(/^(?:\*|Origin, x-api-key, tomtom-api-key, Authorization(?:, .+)?)$/);
  }
  const isRefusal = gets.code !== undefined || row.unnamed !== undefined;
  expect(header("cache-control")).toMatch(isRefusal || isPreflight ? /^no-store$/ : /^private/);
  const isProblem = gets.code !== undefined && body.length > 0;
  // RFC 6750 §3.1: a token that may not do this is challenged, too; such rows say so themselves.
  const isChallenged = gets.status === 401 || Boolean(gets.headers?.["www-authenticate"]);
  expect(header("www-authenticate") !== null).toBe(isRefusal && isChallenged);
  expect(header("allow") !== null).toBe(isRefusal && gets.status === 405);
  const hasRetry = gets.status === 429 || gets.status === 503;
  if (isProblem) expect(header("retry-after") !== null).toBe(hasRetry);
  if (header("retry-after") !== null) expect(header("retry-after")).toMatch(/^[1-9]\d*$/);
  judgeLimits(rawHeaders, gets.code ?? row.unnamed, gets.status);
  judgeCors(rawHeaders, row);
  if (gets.code !== undefined && body.length > 0)
    judgeProblem(JSON.parse(body.toString()), rawHeaders, gets, publicUrl);
}

function judgeProblem(
  problem: Record<string, unknown>,
  rawHeaders: readonly string[],
  { code, status }: Expected,
  publicUrl: string,
): void {
  expect(faultsOfProblem(problem)).toEqual([]);
  expect(problem.status).toBe(status);
  expect(problem.type).toBe(`${publicUrl}/docs/errors#${code}`);
  expect(problem.requestId).toBe(headerOf(rawHeaders, "x-request-id"));
  expect("violated-policies" in problem).toBe(status === 429);
  const policies = headerOf(rawHeaders, "ratelimit-policy") ?? "";
  for (const policy of (problem["violated-policies"] as string[] | undefined) ?? []) {
    expect(policies).toContain(`"${policy}"`);
  }
}

/** Both fields parse by another's parser, speak of the same policies, and their numbers can be true. */
function judgeLimits(rawHeaders: readonly string[], code: RefusalCode | undefined, status: number): void {
  const policies = headerOf(rawHeaders, "ratelimit-policy");
  const states = headerOf(rawHeaders, "ratelimit");
  expect(policies === null).toBe(states === null);
  const gate = code === undefined ? 13 : REFUSALS[code].gate;
  if (code !== undefined && gate < 12 && status !== 413) expect(policies).toBeNull();
  if (code !== undefined && gate >= 12) expect(policies).not.toBeNull();
  if (policies === null || states === null) return;
  const quotas = new Map(parseList(policies).map(([name, parameters]) => [name, parameters]));
  const rests = parseList(states);
  expect(rests.map(([name]) => name)).toEqual([...quotas.keys()]);
  for (const [name, parameters] of rests) {
    const quota = Number(quotas.get(name)?.get("q"));
    const window = quotas.get(name)?.get("w");
    const rest = Number(parameters.get("r"));
    expect(Number.isInteger(rest) && rest >= 0 && rest <= quota, `r of ${String(name)}`).toBe(true);
    // Calls under way have no window.
    if (window === undefined) expect([String(name), parameters.get("t")]).toEqual(["concurrency", undefined]);
    else expect(Number(parameters.get("t"))).toSatisfy(isTime(Number(window)));
  }
}

function isTime(window: number): (reset: number) => boolean {
  return (reset) => Number.isInteger(reset) && reset >= 1 && reset <= window;
}

/** No credentials mode, ever; nothing for a call without an origin. */
function judgeCors(rawHeaders: readonly string[], { send }: Row): void {
  expect(headerOf(rawHeaders, "access-control-allow-credentials")).toBeNull();
  const hasOrigin = (send.fields ?? []).some((field) => /^origin\s*:/i.test(field));
  if (!hasOrigin) expect(headerOf(rawHeaders, "access-control-allow-origin")).toBeNull();
  const deprecation = headerOf(rawHeaders, "deprecation");
  if (deprecation !== null) expect(parseItem(deprecation)[0]).toBeInstanceOf(Date);
  // `realm` and `error` are quoted strings in each challenge; a dictionary of them shows that none breaks out.
  const challenge = headerOf(rawHeaders, "www-authenticate");
  for (const one of challenge?.split(/, (?=[A-Z])/) ?? []) {
    const [scheme, parameters = ""] = one.split(/ (.*)/);
    expect(["ApiKey", "Bearer"]).toContain(scheme);
    expect(parseDictionary(parameters).get("realm")?.[0]).toBe("keyward");
  }
}
