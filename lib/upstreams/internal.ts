import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { UpstreamFields } from "./schemas";

/** Columns of an upstream that can be set. */
export const FIELDS_SELECT = {
  name: true,
  baseUrl: true,
  connectTimeoutMs: true,
  headersTimeoutMs: true,
  idleTimeoutMs: true,
  totalTimeoutMs: true,
} as const satisfies Prisma.UpstreamSelect & Record<keyof UpstreamFields, true>;

/**
 * Takes an upstream's lock until the transaction ends.
 * @throws {DomainError} `not_found`; `version_mismatch` when it is not the version that was seen.
 */
export async function lockUpstream(tx: Tx, upstreamId: string, version?: number) {
  await tx.$executeRaw`SELECT FROM upstream WHERE id = ${upstreamId} FOR NO KEY UPDATE`;
  const upstream = await tx.upstream.findUnique({
    where: { id: upstreamId },
    select: { id: true, version: true, ...FIELDS_SELECT },
  });
  if (upstream === null) throw new DomainError("not_found");
  if (version !== undefined && upstream.version !== version) throw new DomainError("version_mismatch");
  return upstream;
}

/** Tells every edge that an upstream is another one now, and raises the version of each product that stands on it. */
export async function recordUpstreamChange(tx: Tx, upstreamId: string): Promise<void> {
  await tx.product.updateMany({ where: { upstreamId }, data: { version: { increment: 1 } } });
  await recordChange(tx, "product", upstreamId);
}

/** The name is another upstream's; the unique index says so in a race, too. */
export async function requireFreeName(tx: Tx, name: string, exceptId: string): Promise<void> {
  if ((await tx.upstream.count({ where: { name, id: { not: exceptId } } })) === 0) return;
  throw new DomainError("invalid_input", {
    fields: { name: ["Another upstream has this name. Choose another one."] },
  });
}
