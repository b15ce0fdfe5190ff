import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { redact } from "@/lib/edge/redact";
import { redactTokens } from "@/lib/management/token-format";
import type { Actor, RequestContext } from "@/lib/orgs/context";
import { masterKeyring } from "@/lib/sealing/keyring";
import { type AuditValue, type Json, toJson } from "./canonical";
import { type ChainedEntry, entryMac } from "./chain";

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
// A statement takes 65,535 parameters, a row has 16.
const ROWS_AT_ONCE = 1000;

/**
 * Appends to the audit chain of the context's organization (or the provider's), inside the caller's transaction.
 *
 * The chain's head stays locked until the transaction ends, so entries are numbered without gaps in the order of their
 * commits. If this throws, the caller's write must not happen either: let it throw. Anything that looks like one of our
 * secrets is replaced before it is stored, wherever it stood.
 */
export function emitAudit(tx: Tx, ctx: AuditContext, event: AuditEvent): Promise<void> {
  return emitAudits(tx, ctx, [event]);
}

/** `emitAudit` for a change of many things at once: a row each, in this order, in a handful of statements. */
export async function emitAudits(tx: Tx, ctx: AuditContext, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const chain = ctx.org?.id ?? PROVIDER_CHAIN;
  let last = await lockHead(tx, chain);
  const rows = events.map((event) => {
    const entry = entryOf(ctx, chain, last.seq + 1n, event);
    const mac = entryMac(entry, last.mac);
    if (!mac) throw new Error("The newest master key is not in its own ring.");
    last = { seq: entry.seq, mac };
    return { ...entry, before: toColumn(entry.before), after: toColumn(entry.after), mac };
  });
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await tx.auditEntry.createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) });
  }
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
    targetId: clean(event.targetId),
    before: toJson(event.before, clean),
    after: toJson(event.after, clean),
    reason: event.reason === undefined ? null : clean(event.reason),
    ip: ctx.ip,
    userAgent: clean(ctx.userAgent).slice(0, USER_AGENT_MAX),
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

/** No secret, and nothing that the database would store otherwise than we signed it. */
function clean(text: string): string {
  return redactTokens(redact(text)).toWellFormed();
}

function toColumn(value: Json): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === null ? Prisma.DbNull : value;
}
