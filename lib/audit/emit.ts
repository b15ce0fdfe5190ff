import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import type { Actor, RequestContext } from "@/lib/orgs/context";
import { masterKeyring } from "@/lib/sealing/keyring";
import { emitAudited } from "@/lib/webhooks/from-audit";
import { type AuditValue, toJson } from "./canonical";
import { type ChainedEntry, entryMac } from "./chain";
import { cleanText } from "./clean-text";

/** Chain of what belongs to no organization. */
export const PROVIDER_CHAIN = "provider";

/** Who does something, from where, and in which organization if in one. An `OrgContext` is one. */
export type AuditContext = RequestContext & { actor: Actor; org?: { id: string } };

export type AuditEvent = {
  /** `<noun>.<past participle>`: `key.created`. */
  action: string;
  targetType: string;
  targetId: string;
  before?: Readonly<Record<string, AuditValue>>;
  after?: Readonly<Record<string, AuditValue>>;
  /** What the person gave as reason. */
  reason?: string;
};

const Head = z.tuple([z.object({ seq: z.bigint(), mac: z.instanceof(Uint8Array) })]);

const USER_AGENT_MAX = 512;

/**
 * Appends to the audit chain of the context's organization (or the provider's), inside the caller's transaction.
 *
 * The chain's head stays locked until the transaction ends, so entries are numbered without gaps in the order of their
 * commits. If this throws, the caller's write must not happen either: let it throw. Anything that looks like one of our
 * secrets is replaced before it is stored, wherever it stood. Webhooks of the organization that want to hear of it do.
 */
export function emitAudit(tx: Tx, ctx: AuditContext, event: AuditEvent): Promise<void> {
  return emitAudits(tx, ctx, [event]);
}

/** `emitAudit` for a change of many things at once: a row each, in this order, in a handful of statements. */
export async function emitAudits(tx: Tx, ctx: AuditContext, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  // Before the head is locked, which everybody else in the organization waits for.
  if (ctx.org !== undefined) await emitAudited(tx, ctx.org.id, ctx, events);
  const chain = ctx.org?.id ?? PROVIDER_CHAIN;
  let last = await lockHead(tx, chain);
  const rows = events.map((event) => {
    const entry = entryOf(ctx, chain, last.seq + 1n, event);
    const mac = entryMac(entry, last.mac);
    if (!mac) throw new Error("The newest master key is not in its own ring.");
    last = { seq: entry.seq, mac };
    return { ...entry, seq: String(entry.seq), mac: Buffer.from(mac).toString("hex") };
  });
  // One statement for all of them: the client takes milliseconds a row.
  await tx.$executeRaw`
    INSERT INTO audit_entry (chain, seq, at, actor_type, actor_id, action, target_type, target_id, before, after, reason,
      ip, user_agent, request_id, key_version, mac)
    SELECT chain, seq, at, "actorType", "actorId", action, "targetType", "targetId", before, after, reason,
      ip, "userAgent", "requestId", "keyVersion", decode(mac, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
      chain text, seq bigint, at timestamptz, "actorType" text, "actorId" text, action text, "targetType" text,
      "targetId" text, before jsonb, after jsonb, reason text, ip text, "userAgent" text, "requestId" text,
      "keyVersion" int, mac text)`;
  const { seq, mac } = last;
  await tx.auditHead.update({
    where: { chain },
    data: { seq, mac: Uint8Array.from(mac) },
    select: { seq: true },
  });
}

function entryOf(ctx: AuditContext, chain: string, seq: bigint, event: AuditEvent): ChainedEntry {
  return {
    chain,
    seq,
    at: ctx.now,
    actorType: ctx.actor.type,
    actorId: ctx.actor.id,
    action: event.action,
    targetType: event.targetType,
    targetId: cleanText(event.targetId),
    before: toJson(event.before, cleanText),
    after: toJson(event.after, cleanText),
    reason: event.reason === undefined ? null : cleanText(event.reason),
    ip: ctx.ip,
    userAgent: cleanText(ctx.userAgent).slice(0, USER_AGENT_MAX),
    requestId: ctx.requestId,
    keyVersion: masterKeyring().current.version,
  };
}

async function lockHead(tx: Tx, chain: string): Promise<{ seq: bigint; mac: Uint8Array }> {
  // The update changes nothing: it takes the row's lock, whether the row is new or not, in one round trip.
  const rows = await tx.$queryRaw`
    INSERT INTO audit_head (chain, seq, mac) VALUES (${chain}, 0, decode(repeat('00', 32), 'hex'))
    ON CONFLICT (chain) DO UPDATE SET chain = excluded.chain
    RETURNING seq, mac`;
  return Head.parse(rows)[0];
}
