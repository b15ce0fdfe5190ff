import { eventText } from "./event-types";
import type { WebhookFormat } from "./schemas";

/** An event as it is kept. */
export type StoredEvent = { type: string; at: Date; payload: unknown };

/** Where a chat's reader gets on from a line: the dashboard of the organization. */
export type Place = { publicUrl: string; orgSlug: string };

/** What is sent of an event: JSON in the webhook's format. The same event gives the same text. */
export function bodyOf(event: StoredEvent, format: WebhookFormat, place: Place): string {
  if (format === "slack") return JSON.stringify({ text: chatLine(event, place) });
  return JSON.stringify({ type: event.type, timestamp: event.at.toISOString(), data: event.payload });
}

/** One line in Slack's markup. Names and reasons are people's text: none of it calls, links or formats. */
function chatLine({ type, payload }: StoredEvent, { publicUrl, orgSlug }: Place): string {
  const line = escaped(eventText(type, payload));
  const path = pathOf(payload);
  return path === null ? line : `${line} <${publicUrl}/o/${orgSlug}/${path}|Open>`;
}

/** The three characters that are markup in Slack, which is also what other chats expect in this format. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function pathOf(payload: unknown): string | null {
  if (typeof payload !== "object" || payload === null) return null;
  if ("requestId" in payload && isPlainId(payload.requestId)) return `requests/${payload.requestId}`;
  if ("keyId" in payload && isPlainId(payload.keyId)) return `keys/${payload.keyId}`;
  return null;
}

function isPlainId(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]{3}_[0-9A-Za-z]+$/.test(value);
}
