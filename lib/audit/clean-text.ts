import { redact } from "@/lib/edge/redact";
import { redactTokens } from "@/lib/management/token-format";

/** No secret, and nothing that the database would store otherwise than it was given. */
export function cleanText(text: string): string {
  return redactTokens(redact(text)).toWellFormed();
}
