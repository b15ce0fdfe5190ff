/**
 * What crawlers, scrapers, link previews and monitors call themselves, by part of their name. It holds no HTTP library and no
 * command-line tool: those are how programs call an API.
 */
const NAMES = [
  // Nearly all say what they are: Googlebot, bingbot, GPTBot, YandexImages crawler, Baiduspider.
  "bot[^a-z]|bot$|bots[^a-z]|robot|crawl|spider|scrap(?:er|y)|slurp|archiver|indexer|fetcher",
  // Of search engines, language models and previews that do not.
  "mediapartners-google|google-(?:extended|read-aloud|inspectiontool|favicon|structured|site-verification|safety)",
  "apis-google|feedfetcher|googleother|duckassist|bingpreview|yandex(?:images|metrika|webmaster|accessibility)",
  "facebookexternalhit|facebookcatalog|meta-external|whatsapp/|telegrambot|skypeuripreview|embedly|iframely",
  "chatgpt-user|oai-searchbot|anthropic-ai|claude-(?:user|web)|perplexity-user|cohere-ai|mistralai-user|youbot",
  // Of monitors, audits and archives.
  "chrome-lighthouse|pagespeed|pingdom|uptime|statuscake|site24x7|gtmetrix|ptst/|newrelicpinger|w3c_validator|validator",
  "ia_archiver|heritrix|wayback|httrack|nutch|screaming frog|sitebulb|dataprovider|netcraft|censys|zgrab|masscan|nmap",
  "headlesschrome|phantomjs|prerender",
];

const BOTS = new RegExp(NAMES.join("|"));

/** Whether a user agent, in lower case, says that it is a bot. Who does not want to be known says something else. */
export function isKnownBot(lowerCaseUserAgent: string): boolean {
  return BOTS.test(lowerCaseUserAgent);
}
