import { WEBHOOK_FORMATS, type WebhookFormat } from "./schemas";

/** A format as the database has it; one of another version of the product counts as `standard`. */
export function storedFormat(format: string): WebhookFormat {
  return WEBHOOK_FORMATS.find((known) => known === format) ?? "standard";
}
