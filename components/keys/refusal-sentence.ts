import type { ActionError } from "@/lib/actions/result";

/** Why an action was refused, in one line for a dialog: field errors included, and what support asks for. */
export function refusalSentence({ message, fields, requestId }: ActionError): string {
  const sentences = fields ? Object.values(fields).flat() : [message];
  return `${sentences.join(" ")} (request ID ${requestId})`;
}
