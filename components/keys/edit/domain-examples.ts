import {
  type DomainPattern,
  formatDomainPattern,
  parseDomainPattern,
} from "@/lib/edge/restrictions/domain-pattern";
import { DomainSet } from "@/lib/edge/restrictions/domain-rules";

/** Sites that a pattern lets pass and sites it does not, as the edge itself would judge them. */
export type DomainExamples = { pattern: string; passes: string[]; fails: string[] };

/** `null` for what is no pattern. */
export function domainExamples(text: string): DomainExamples | null {
  const pattern = parseDomainPattern(text);
  if ("mend" in pattern) return null;
  const set = new DomainSet([pattern]);
  const judged = candidates(pattern).map((site) => ({ site, passes: set.has(callOf(site)) }));
  return {
    pattern: formatDomainPattern(pattern),
    passes: judged.filter(({ passes }) => passes).map(({ site }) => site),
    fails: judged.filter(({ passes }) => !passes).map(({ site }) => site),
  };
}

function candidates({ host, isWildcard, port }: DomainPattern): string[] {
  if (host === "null") return ["null"];
  const at = port === null ? "" : `:${port}`;
  const isName = host.includes(".") && !/^[\d.]+$/.test(host);
  return [
    ...(isWildcard ? [`https://www.${host}${at}`, `https://eu.www.${host}${at}`] : []),
    `https://${host}${at}`,
    ...(port === null && !isWildcard ? [`http://${host}:8080`] : []),
    ...(port !== null ? [`https://${isWildcard ? "www." : ""}${host}`] : []),
    ...(isName && !isWildcard ? [`https://www.${host}${at}`] : []),
    ...(isName ? [`https://${isWildcard ? "www." : ""}${host}.evil.example${at}`] : []),
  ];
}

function callOf(site: string): { host: string; port: number | null } {
  const [, scheme, host = site, port] = /^(https?):\/\/([^:]+)(?::(\d+))?$/.exec(site) ?? [];
  return { host, port: port === undefined ? (scheme === "http" ? 80 : 443) : Number(port) };
}
