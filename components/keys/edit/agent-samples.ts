/** What a program of a family calls itself, and the pattern that stands for it; browsers have no pattern of their own. */
type Sample = { userAgent: string; pattern: string | null };

const browser = (userAgent: string): Sample => ({
  userAgent: `Mozilla/5.0 (X11; Linux x64) ${userAgent}`,
  pattern: null,
});
const named = (name: string): Sample => ({ userAgent: `${name}/1.0`, pattern: `${name}/*` });
const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

const SAMPLES: Readonly<Record<string, Sample>> = {
  Googlebot: { userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1)", pattern: null },
  Bingbot: { userAgent: "Mozilla/5.0 (compatible; bingbot/2.0)", pattern: null },
  "OpenAI bot": { userAgent: "Mozilla/5.0 (compatible; GPTBot/1.2)", pattern: null },
  "Anthropic bot": { userAgent: "Mozilla/5.0 (compatible; ClaudeBot/1.0)", pattern: null },
  "Other bot": { userAgent: "ExampleBot/1.0", pattern: null },
  "Headless browser": browser(`${WEBKIT} HeadlessChrome/140.0.0.0 Safari/537.36`),
  curl: named("curl"),
  Wget: named("Wget"),
  "Python requests": named("python-requests"),
  Python: { userAgent: "python-httpx/0.28", pattern: "python*" },
  OkHttp: named("okhttp"),
  Java: { userAgent: "Java/21", pattern: "Java/*" },
  Go: named("Go-http-client"),
  axios: named("axios"),
  "Node.js": { userAgent: "node", pattern: "node*" },
  Deno: named("Deno"),
  Bun: named("Bun"),
  Postman: named("PostmanRuntime"),
  Insomnia: named("insomnia"),
  HTTPie: named("HTTPie"),
  Dart: named("Dart"),
  PHP: { userAgent: "GuzzleHttp/7", pattern: "GuzzleHttp/*" },
  Ruby: { userAgent: "Ruby", pattern: "Ruby*" },
  Perl: { userAgent: "libwww-perl/6.7", pattern: "libwww-perl/*" },
  Rust: { userAgent: "reqwest/0.12", pattern: "reqwest/*" },
  Unity: named("UnityPlayer"),
  "Load test": { userAgent: "k6/1.0", pattern: null },
  "iOS app": { userAgent: "Example/1 CFNetwork/1494.0.7 Darwin/23.4.0", pattern: "*CFNetwork/*" },
  Edge: browser(`${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`),
  Opera: browser(`${WEBKIT} Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0`),
  "Samsung Internet": browser(`${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`),
  Firefox: browser("Gecko/20100101 Firefox/145.0"),
  "Android WebView": {
    userAgent: `Mozilla/5.0 (Linux; Android 15; wv) ${WEBKIT} Version/4.0 Chrome/140.0.0.0`,
    pattern: null,
  },
  Chrome: browser(`${WEBKIT} Chrome/140.0.0.0 Safari/537.36`),
  Safari: browser("AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15"),
  "Internet Explorer": browser("Trident/7.0; rv:11.0"),
  "Other browser": browser("Example"),
};

/** Every family that has a name of its own. */
export const FAMILIES = Object.keys(SAMPLES);

/** A user agent of this family, for judging it by example; `null` where there is no telling what it says. */
export function sampleOf(family: string): Sample | null {
  if (family === "Other" || family === "") return null;
  return SAMPLES[family] ?? named(family);
}
