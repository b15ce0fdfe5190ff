import { createHash } from "node:crypto";
import { cleanText } from "@/lib/audit/clean-text";
import { findSecrets, SECRET_LENGTH } from "@/lib/edge/secret-format";
import { findTokens, TOKEN_LENGTH } from "@/lib/management/token-format";
import type { GithubReport, LeakReportBody } from "./schemas";

/** A key's secret or a management token that was found in the open, by its digest, and where. Nothing of itself. */
export type Finding = { digest: string; url: string; type: string };

/** Longest address that is kept. */
const URL_MAX = 2_048;
const TYPE_MAX = 100;

/** What GitHub reports: the type kept is the kind of place (`commit`, `gist_content`), as all secrets are of one type here. */
export function findingsOfGithub(report: GithubReport): Finding[] {
  return report.flatMap(({ token, url, source }) => ofText(token, url, source.toLowerCase()));
}

/** What anybody else reports. */
export function findingsOfReport({ findings }: LeakReportBody): Finding[] {
  return findings.flatMap((found) =>
    "sha256" in found
      ? [{ digest: found.sha256, ...place(found.url, found.type) }]
      : ofText(found.token, found.url, found.type),
  );
}

/**
 * Every well-formed secret and management token in the text; what is none of ours by shape and checksum is dropped without a
 * look-up.
 */
function ofText(text: string, url: string, type: string): Finding[] {
  const secrets = findSecrets(text).map((at) => text.slice(at, at + SECRET_LENGTH));
  const tokens = findTokens(text).map((at) => text.slice(at, at + TOKEN_LENGTH));
  return [...secrets, ...tokens].map((found) => ({
    digest: createHash("sha256").update(found).digest("hex"),
    ...place(url, type),
  }));
}

function place(url: string, type: string): Pick<Finding, "url" | "type"> {
  return { url: shownUrl(url), type: oneLine(type).slice(0, TYPE_MAX) };
}

/** An address that may become a link: http or https, without a name and password, without a secret. `""` for any other. */
function shownUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return "";
  const clean = cleanText(url.href);
  return clean.length > URL_MAX ? "" : clean;
}

function oneLine(text: string): string {
  return cleanText(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
}
