import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";

/** Columns of a webhook that its verbs work with; nothing that signs. */
const LOCKED_SELECT = {
  id: true,
  orgId: true,
  name: true,
  url: true,
  events: true,
  format: true,
  disabledAt: true,
  version: true,
} as const satisfies Prisma.WebhookSelect;

/** A webhook nobody else can change until the transaction ends. */
export type LockedWebhook = Prisma.WebhookGetPayload<{ select: typeof LOCKED_SELECT }>;

/** The same answer for "never existed", "another organization's" and "removed". */
export function webhookNotFound(): DomainError {
  return new DomainError("not_found", {
    message: "We could not find this webhook. It may have been removed.",
  });
}

/** The same for one of its deliveries; they are forgotten after a while. */
export function deliveryNotFound(): DomainError {
  return new DomainError("not_found", { message: "We could not find this delivery. It may be too old." });
}

/**
 * Locks a webhook of the caller's organization for a change.
 * @throws {DomainError} `not_found` for an unknown or another organization's webhook; `version_mismatch`.
 */
export async function lockWebhook(
  tx: Tx,
  ctx: OrgContext,
  { webhookId, version = null }: { webhookId: string; version?: number | null },
): Promise<LockedWebhook> {
  const locked = await tx.$executeRaw`
    SELECT FROM webhook WHERE id = ${webhookId} AND org_id = ${ctx.org.id} FOR NO KEY UPDATE`;
  if (locked === 0) throw webhookNotFound();
  const webhook = await tx.webhook.findUniqueOrThrow({ where: { id: webhookId }, select: LOCKED_SELECT });
  if (version !== null && version !== webhook.version) throw new DomainError("version_mismatch");
  return webhook;
}

/**
 * What the audit log says of a webhook: of its URL the host alone, because the rest is what lets somebody write into the
 * chat behind it.
 */
export function toAudit({
  name,
  url,
  events,
  format,
}: Pick<LockedWebhook, "name" | "url" | "events" | "format">) {
  return { name, host: new URL(url).host, events, format };
}
