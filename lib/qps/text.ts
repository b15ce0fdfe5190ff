import { redact } from "@/lib/edge/redact";
import { redactTokens } from "@/lib/management/token-format";

const EXCERPT = 280;

/** What somebody wrote, fit to be kept and mailed: anything that is one of our secrets is replaced. */
export function withoutSecrets(text: string): string {
  return redactTokens(redact(text));
}

/** The beginning of a text, for a notice. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).toWellFormed()}…`;
}
