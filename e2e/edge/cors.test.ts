import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillIn } from "@/test/edge/fill-in";
import { HOSTS } from "@/test/edge/hosts";
import { type StartedHost, startWorld, type World } from "@/test/edge/world";

const DEBIAN_CHROMIUM = "/usr/bin/chromium";

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
    ...(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {}),
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

    async function ask(from: Page, path: string, headers: Record<string, string>): Promise<Learnt> {
      const url = `http://127.0.0.1:${host.port}${fillIn(path, host.cast)}`;
      const filled = Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, fillIn(text, host.cast)]),
      );
      return from.evaluate(
        async ([address, fields]) => {
          try {
            const answer = await fetch(address, { headers: fields });
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
        [url, filled] as const,
      );
    }

    describe.each(["header", "query"] as const)("with the key in the %s", (place) => {
      test.each(KEYS)("%s to %s is %i %s, and can be read", async (name, path, status, code) => {
        world.upstream.expect(undefined);
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

    test.each(["header", "query"] as const)(
      "a site that is not listed cannot read what the key in the %s opens: it reads the refusal, and the upstream is not asked",
      async (place) => {
        world.upstream.expect(undefined);
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
      world.upstream.expect({
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
      world.upstream.expect({
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
