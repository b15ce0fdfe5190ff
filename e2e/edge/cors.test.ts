import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillIn } from "@/test/edge/fill-in";
import { HOSTS } from "@/test/edge/hosts";
import type { UpstreamAnswer } from "@/test/edge/row";
import { type StartedHost, startWorld, type World } from "@/test/edge/world";
import { INSTALLED_BROWSER } from "../browser";

let world: World;
let browser: Browser;
let site: Server;

beforeAll(async () => {
  world = await startWorld();
  // Names under `localhost` are this machine to Chromium; each with its port is an origin of its own.
  site = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<title>a site</title>"),
  );
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({
    ...INSTALLED_BROWSER,
    args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP *.example 127.0.0.1"],
  });
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => site?.close(resolve));
  await world?.stop();
});

/** What a script of a page learns about a call: everything, or only that it failed. */
type Learnt =
  | {
      readonly readable: true;
      readonly status: number;
      readonly text: string;
      readonly headers: Record<string, string>;
    }
  | { readonly readable: false };

/** Key in the header (a preflight comes first) or in the query (none does). */
const PLACES = {
  header: (name: string) => ({ query: "", headers: { "X-API-Key": `{${name}}` } }),
  query: (name: string) => ({ query: `?key={${name}}`, headers: {} }),
} as const;

/** Refusals by the key that meets them; null: the answer of the upstream. */
const KEYS: readonly (readonly [name: string, path: string, status: number, code: string | null])[] = [
  ["active", "/t/a", 200, null],
  ["by-domain", "/t/a", 200, null],
  ["watched", "/t/a", 200, null],
  ["stranger", "/t/a", 401, "key_invalid"],
  ["disabled", "/t/a", 403, "key_disabled"],
  ["expired", "/t/a", 401, "key_expired"],
  ["retired", "/t/a", 401, "key_retired"],
  ["not-yet-valid", "/t/a", 403, "key_not_yet_valid"],
  ["of-suspended-org", "/t/a", 403, "org_suspended"],
  ["active", "/other/a", 403, "product_not_allowed"],
  ["by-agent", "/t/a", 403, "user_agent_not_allowed"],
  ["by-country", "/t/a", 403, "country_not_allowed"],
  ["out-of-hours", "/t/a", 403, "outside_allowed_hours"],
  ["active", "/nowhere/a", 404, "no_such_product"],
  ["active", "/dead/a", 502, "upstream_unreachable"],
];

type Ask = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Bytes of a text that is sent; such a call needs no preflight. */
  readonly length?: number;
  /** Calls sent at the same time, so that not all of them can be let through. */
  readonly beside?: number;
  readonly answers?: UpstreamAnswer;
};

/** Every further refusal that a call of a browser can meet on a host as it is. */
const REFUSED: readonly (readonly [code: string, status: number, ask: Ask])[] = [
  ["key_missing", 401, { path: "/t/a" }],
  ["ambiguous_credentials", 400, { path: "/t/a?key={active}", headers: { "X-API-Key": "{active}" } }],
  ["query_key_not_allowed", 403, { path: "/t/a?key={header-only}" }],
  ["token_invalid", 401, { path: "/t/a", headers: { Authorization: "Bearer a.b.c" } }],
  ["access_not_allowed", 403, { path: "/t/a?key={reader}", method: "POST", length: 1 }],
  ["method_not_supported", 405, { path: "/t/a?key={active}", method: "PROPFIND" }],
  ["malformed_request", 400, { path: "/t/a%00?key={active}" }],
  ["secret_in_path", 400, { path: "/t/{active}" }],
  ["body_too_large", 413, { path: "/small/a?key={active}", method: "POST", length: 2_000 }],
  ["qps_exceeded", 429, { path: "/slow/a?key={slow1}", beside: 3 }],
  ["quota_exceeded", 429, { path: "/t/a?key={hourly}", beside: 2 }],
  ["upstream_timeout", 504, { path: "/impatient/a?key={active}", answers: { bytes: [], end: "hold" } }],
];

describe.each(HOSTS.map((facts) => [facts.name, facts] as const))(
  "%s, seen from a page of another origin:",
  (_, facts) => {
    let host: StartedHost;
    let page: Page;
    beforeAll(async () => {
      host = await world.host(facts);
      page = await browser.newPage();
      await page.goto(`http://app.example:${(site.address() as AddressInfo).port}/`);
    });
    afterAll(async () => {
      await page?.close();
      await host?.stop();
    });

    async function ask(
      from: Page,
      path: string,
      headers: Record<string, string>,
      method = "GET",
      length = 0,
    ): Promise<Learnt> {
      const url = `http://127.0.0.1:${host.port}${fillIn(path, host.cast)}`;
      const filled = Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, fillIn(text, host.cast)]),
      );
      return from.evaluate(
        async ([address, fields, verb, size]) => {
          try {
            const body = size === 0 ? null : "b".repeat(size);
            const answer = await fetch(address, { headers: fields, method: verb, body, cache: "no-store" });
            const text = await answer.text();
            return {
              readable: true as const,
              status: answer.status,
              text,
              headers: Object.fromEntries(answer.headers),
            };
          } catch {
            return { readable: false as const };
          }
        },
        [url, filled, method, length] as const,
      );
    }

    describe.each(["header", "query"] as const)("with the key in the %s", (place) => {
      test.each(KEYS)("%s to %s is %i %s, and can be read", async (name, path, status, code) => {
        await world.upstream.expect(undefined);
        const { query, headers } = PLACES[place](name);
        const learnt = await ask(page, path + query, headers);
        expect(learnt).toMatchObject({ readable: true, status });
        if (!learnt.readable) return;
        if (code === null) expect(learnt.text).toBe("ok");
        else expect(JSON.parse(learnt.text).code).toBe(code);
        expect(learnt.headers["x-request-id"]).toMatch(/^req_/);
        if (code === null) expect(learnt.headers.ratelimit).toMatch(/^"qps";r=\d+/);
      });
    });

    test.each(REFUSED)("%s (%i) can be read", async (code, status, { path, headers = {}, ...asked }) => {
      await world.upstream.expect(asked.answers);
      const once = () => ask(page, path, headers, asked.method, asked.length);
      const learnt = await Promise.all(Array.from({ length: (asked.beside ?? 0) + 1 }, once));
      expect(learnt.every(({ readable }) => readable)).toBe(true);
      const refused = learnt.find((one) => one.readable && one.status === status);
      expect(refused, JSON.stringify(learnt)).toBeDefined();
      if (!refused?.readable) return;
      expect(JSON.parse(refused.text).code).toBe(code);
      expect(refused.headers["x-request-id"]).toMatch(/^req_/);
      if (status === 429) expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    });

    test.each(["header", "query"] as const)(
      "a site that is not listed cannot read what the key in the %s opens: it reads the refusal, and the upstream is not asked",
      async (place) => {
        await world.upstream.expect(undefined);
        const evil = await browser.newPage();
        await evil.goto(`http://evil.example:${(site.address() as AddressInfo).port}/`);
        const { query, headers } = PLACES[place]("by-domain");
        const learnt = await ask(evil, `/t/a${query}`, headers);
        await evil.close();
        expect(learnt).toMatchObject({ readable: true, status: 403 });
        if (learnt.readable) expect(JSON.parse(learnt.text).code).toBe("domain_not_allowed");
        expect(world.upstream.seen).toEqual([]);
      },
    );

    test("an upstream's own fields grant nothing: credentials are never allowed", async () => {
      await world.upstream.expect({
        fields: ["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Origin: *"],
      });
      const url = `http://127.0.0.1:${host.port}${fillIn("/t/a?key={active}", host.cast)}`;
      const outcome = await page.evaluate(
        (address) =>
          fetch(address, { credentials: "include" }).then(
            () => "read",
            () => "refused by the browser",
          ),
        url,
      );
      expect(outcome).toBe("refused by the browser");
    });

    test("HTML of an upstream runs no script when it is opened", async () => {
      await world.upstream.expect({
        fields: ["Content-Type: text/html"],
        body: "<script>document.title = 'ran'</script>quiet",
      });
      const opened = await browser.newPage();
      await opened.goto(`http://127.0.0.1:${host.port}${fillIn("/t/a?key={active}", host.cast)}`);
      expect([await opened.title(), await opened.textContent("body")]).toEqual(["", "quiet"]);
      await opened.close();
    });
  },
);
