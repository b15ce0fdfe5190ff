import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import { requestNotFound } from "./internal";
import { isOpen } from "./phase";
import { MESSAGES_MAX } from "./schemas";

const LOCKED_SELECT = {
  id: true,
  orgId: true,
  keyId: true,
  classId: true,
  status: true,
  currentQps: true,
  wantedQps: true,
  from: true,
  until: true,
  createdById: true,
  submittedById: true,
  submittedAt: true,
  dueAt: true,
  limitId: true,
  version: true,
  key: { select: { name: true, createdById: true } },
  endpointClass: { select: { name: true, product: { select: { name: true } } } },
  org: { select: { name: true, type: true } },
  messages: { select: { kind: true, at: true }, orderBy: [{ at: "asc" }, { id: "asc" }] },
} as const satisfies Prisma.QpsRequestSelect;

/** A request nobody else can change until the transaction ends. */
export type LockedRequest = Prisma.QpsRequestGetPayload<{ select: typeof LOCKED_SELECT }>;

/** Which request, and the version that whoever changes it has seen; `null` changes whatever is there. */
type Wanted = { requestId: string; version: number | null; orgId?: string };

/**
 * Locks a request for a change. Where its key is locked, too, that comes first.
 * @throws {DomainError} `not_found` for an unknown one or, with `orgId`, another organization's; `version_mismatch`.
 */
export async function lockRequest(tx: Tx, { requestId, version, orgId }: Wanted): Promise<LockedRequest> {
  // As a statement of its own: what is read after it is what the one before us left.
  await tx.$executeRaw`SELECT FROM qps_request WHERE id = ${requestId} FOR UPDATE`;
  const request = await tx.qpsRequest.findFirst({
    where: { id: requestId, ...(orgId === undefined ? {} : { orgId }) },
    select: LOCKED_SELECT,
  });
  if (request === null) throw requestNotFound();
  if (version !== null && version !== request.version) throw new DomainError("version_mismatch");
  return request;
}

/** @throws {DomainError} `request_closed`; `not_found` for staff where it was never sent. */
export function requireOpen(request: LockedRequest): void {
  if (request.status === "draft") throw requestNotFound();
  if (!isOpen(request.status)) throw new DomainError("request_closed");
}

/** @throws {DomainError} `limit_reached` when as much was said as there is room for. */
export function requireRoomForMessage({ messages }: LockedRequest): void {
  if (messages.length < MESSAGES_MAX) return;
  throw new DomainError("limit_reached", { message: "Nothing more can be said here. Send a new request." });
}
