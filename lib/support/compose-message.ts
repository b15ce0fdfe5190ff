import { env } from "@/lib/env";
import type { KeyRef } from "@/lib/keys/schemas";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { listRequests } from "@/lib/usage/list-requests";
import { diagnoseKey } from "./diagnose-key";
import { moment } from "./key-state";
import { refusalPhrase } from "./refusal-phrases";

/** A message to the provider's support about a key, ready to be sent. */
export type SupportMessage = { to: string; subject: string; body: string; sentence: string };

const CALLS_NAMED = 5;

/**
 * Composes what support needs to know of a key of the organization: its ID, its state in a sentence and the request IDs of the
 * last refused calls. Never the key itself, nor any part of it.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, purged or another organization's key; `unavailable`.
 */
export async function composeMessage(ctx: OrgContext, { keyId }: KeyRef): Promise<SupportMessage> {
  requirePermission(ctx, "keys:read");
  const [{ name, state }, { requests }] = await Promise.all([
    diagnoseKey(ctx, keyId),
    listRequests(ctx, { keyId, only: "refused", limit: CALLS_NAMED }),
  ]);
  const { sentence } = state;
  const calls = requests.map(
    (call) =>
      `- ${call.requestId} at ${moment(call.at, ctx.now)}: ${call.method} ${call.endpoint}, ${call.status} ${call.code} (${refusalPhrase(call.code, call)})`,
  );
  const body = [
    `Key ID: ${keyId}`,
    `Organization: ${ctx.org.name} (${ctx.org.slug})`,
    `State on ${ctx.now.toISOString().slice(0, 16).replace("T", " ")} UTC: ${sentence}`,
    ...(calls.length === 0 ? [] : ["", "Calls refused last:", ...calls]),
  ].join("\n");
  return { to: env().SUPPORT_EMAIL, subject: `Key ${keyId} (${name})`, body, sentence };
}
