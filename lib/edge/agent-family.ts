import { shown } from "./shown";

/**
 * Names by what stands in a user agent, the first that matches wins: programs say what they are, browsers say what they
 * would like to be taken for, so the narrower ones come first.
 */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/googlebot|google-inspectiontool|adsbot-google|mediapartners-google/i, "Googlebot"],
  [/bingbot|bingpreview/i, "Bingbot"],
  [/gptbot|chatgpt-user|oai-searchbot/i, "OpenAI bot"],
  [/claudebot|claude-user|anthropic/i, "Anthropic bot"],
  [/headlesschrome|puppeteer|playwright|phantomjs|selenium/i, "Headless browser"],
  [/^curl\b/i, "curl"],
  [/^wget\b/i, "Wget"],
  [/^python-requests\b/i, "Python requests"],
  [/^(?:python-httpx|python-urllib3?|aiohttp|python)\b|\baiohttp\b/i, "Python"],
  [/^okhttp\b/i, "OkHttp"],
  [/^(?:apache-httpclient|java|jersey|reactornetty|apache-httpasyncclient)\b/i, "Java"],
  [/^go-http-client\b/i, "Go"],
  [/^axios\b/i, "axios"],
  [/^(?:node|node-fetch|undici|got|node-superagent)\b/i, "Node.js"],
  [/^deno\b/i, "Deno"],
  [/^bun\b/i, "Bun"],
  [/^postmanruntime\b/i, "Postman"],
  [/^insomnia\b/i, "Insomnia"],
  [/^httpie\b/i, "HTTPie"],
  [/^dart\b/i, "Dart"],
  [/^(?:guzzlehttp|php|symfony)\b/i, "PHP"],
  [/^(?:ruby|faraday|rest-client|httparty)\b/i, "Ruby"],
  [/^(?:libwww-perl|lwp|perl)\b/i, "Perl"],
  [/^(?:reqwest|hyper|ureq)\b/i, "Rust"],
  [/^unityplayer\b/i, "Unity"],
  [/^(?:k6|apachebench|wrk|autocannon|vegeta|hey|jmeter|apache-jmeter)\b/i, "Load test"],
  [/bot\b|crawler|spider|slurp|facebookexternalhit/i, "Other bot"],
  [/\bcfnetwork\b/i, "iOS app"],
  [/\b(?:edg|edge|edga|edgios)\//i, "Edge"],
  [/\b(?:opr|opera|opios)\b/i, "Opera"],
  [/\bsamsungbrowser\//i, "Samsung Internet"],
  [/\b(?:yabrowser|ucbrowser|vivaldi|brave|duckduckgo)\b/i, "Other browser"],
  [/\b(?:firefox|fxios)\//i, "Firefox"],
  [/; wv\)|\bwebview\b/i, "Android WebView"],
  [/\b(?:chrome|crios|chromium)\//i, "Chrome"],
  [/\bsafari\//i, "Safari"],
  [/\b(?:msie |trident\/)/i, "Internet Explorer"],
  [/^mozilla\//i, "Other browser"],
];

/** A program of somebody's own names itself first: `FleetApp/3.1 (...)`. */
const PRODUCT = /^[A-Za-z][A-Za-z0-9._ -]{0,39}(?=\/|$)/;

const CACHE_SIZE = 1000;
/** No program of good sense has a longer one, and nobody is to make us read it. */
const LONGEST = 1024;

/** What was seen lately; emptied when full, so that made-up user agents cannot grow it. */
const seen = new Map<string, string>();

/**
 * The family of a user agent: a browser, library or bot by name; else the name the program gives itself, without version;
 * else `Other`. `""` without one.
 *
 * Never more of what the client sent than that name, secrets taken out. More than 1,024 characters are `Other`, unread.
 */
export function agentFamily(userAgent: string | null): string {
  if (userAgent === null || userAgent === "") return "";
  const known = seen.get(userAgent);
  if (known !== undefined) return known;
  if (userAgent.length > LONGEST) return "Other";
  const family = classify(userAgent);
  if (seen.size >= CACHE_SIZE) seen.clear();
  seen.set(userAgent, family);
  return family;
}

function classify(userAgent: string): string {
  const text = shown(userAgent, LONGEST);
  for (const [pattern, family] of FAMILIES) if (pattern.test(text)) return family;
  return PRODUCT.exec(text)?.[0].trim() ?? "Other";
}
