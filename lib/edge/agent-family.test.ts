import fc from "fast-check";
import { expect, test } from "vitest";
import { agentFamily } from "./agent-family";
import { generateSecret } from "./secret-format";

const KNOWN = {
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36":
    "Chrome",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1":
    "Chrome",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0":
    "Edge",
  "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36 OPR/114.0":
    "Opera",
  "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36":
    "Samsung Internet",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36":
    "Android WebView",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:131.0) Gecko/20100101 Firefox/131.0": "Firefox",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15":
    "Safari",
  "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko": "Internet Explorer",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0 Safari/537.36":
    "Headless browser",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)": "Googlebot",
  "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)":
    "OpenAI bot",
  "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)": "Other bot",
  "curl/8.7.1": "curl",
  "python-requests/2.32.3": "Python requests",
  "Python/3.12 aiohttp/3.9.5": "Python",
  "okhttp/4.12.0": "OkHttp",
  "Go-http-client/2.0": "Go",
  "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)": "Node.js",
  undici: "Node.js",
  "Fleet/3.1 CFNetwork/1494.0.7 Darwin/23.4.0": "iOS app",
  "FleetApp/3.1 (Android 14)": "FleetApp",
  "Fleet Tracker/2": "Fleet Tracker",
  "(no name)": "Other",
  "": "",
};

test.each(Object.entries(KNOWN))("%s", (userAgent, family) => {
  expect(agentFamily(userAgent)).toBe(family);
});

test("none is no family", () => {
  expect(agentFamily(null)).toBe("");
});

/** Fields hold one character per byte; more than that is for good measure. */
const character = fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code));

test("whatever comes, it is a short name of printable ASCII, the same each time, and quick", () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 150 }), (userAgent) => {
      const family = agentFamily(userAgent);
      expect(family).toMatch(/^[\x20-\x7e]{0,40}$/);
      expect(agentFamily(userAgent)).toBe(family);
    }),
    { numRuns: 150 },
  );
  const nested = "(".repeat(8_000) + "Mozilla/5.0 ".repeat(600);
  expect(agentFamily(nested)).toBe("Other");
});

test("a secret is no name, wherever it stands", () => {
  const secret = generateSecret();
  for (const text of [
    secret,
    `App ${secret}`,
    `App-${secret}/1`,
    `${"A".repeat(20)}${secret}`,
    `A${secret}`,
  ]) {
    expect(agentFamily(text)).not.toContain(secret.slice(0, 10));
  }
});
