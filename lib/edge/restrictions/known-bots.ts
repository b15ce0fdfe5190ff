/**
 * What crawlers, scrapers, link previews, monitors and driven browsers call themselves, by part of their name. It holds no HTTP
 * library and no command-line tool: those are how programs call an API.
 */
const NAMES = [
  // Nearly all say what they are: Googlebot, bingbot, GPTBot, 360Spider. A Cubot is a telephone.
  "(?<!cu)bots?(?:[^a-z]|$)|robot|crawl|spider|scrap(?:er|y)|slurp|archiver|archivebox|indexer|fetcher|link ?(?:check|expand)",
  // Of search engines, language models and previews that do not.
  "mediapartners-google|google-(?:extended|read-aloud|inspectiontool|structured|site-verification|safety)|google favicon",
  "apis-google|feedfetcher|googleother|duckassist|bingpreview|yandex(?:images|metrika|webmaster|accessibility)",
  "facebookexternalhit|facebookcatalog|meta-external|whatsapp/|skypeuripreview|link preview|embedly|iframely|qwantify",
  "chatgpt-user|oai-searchbot|anthropic-ai|claude-(?:user|web)|perplexity-user|cohere-ai|mistralai-user",
  // Of monitors, audits and archives.
  "chrome-lighthouse|pagespeed|pingdom|uptime|updown|statuscake|site24x7|ptst/|newrelicpinger|synthetics?|site ?monitor",
  "validator|ia_archiver|heritrix|wayback|httrack|nutch|screaming frog|sitebulb|dataprovider|netcraft|censys|zgrab|masscan",
  // Of browsers that a program drives.
  "headlesschrome|phantomjs|prerender|selenium|puppeteer|playwright|cypress/",
];

const BOTS = new RegExp(NAMES.join("|"));

/** Whether a user agent, in lower case, says that it is a bot. Who does not want to be known says something else. */
export function isKnownBot(lowerCaseUserAgent: string): boolean {
  return BOTS.test(lowerCaseUserAgent);
}
