import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import { QPS_PHASES, type QpsPhase, qpsPhase, type Span } from "./phase";
import type { QpsGrant, QpsRequestItem } from "./views";

/** Columns of a request in a list. */
export const ITEM_SELECT = {
  id: true,
  orgId: true,
  status: true,
  currentQps: true,
  wantedQps: true,
  from: true,
  until: true,
  createdById: true,
  createdAt: true,
  submittedAt: true,
  updatedAt: true,
  dueAt: true,
  grantedQps: true,
  grantedFrom: true,
  grantedUntil: true,
  limitId: true,
  key: { select: { id: true, name: true, deletedAt: true, createdById: true } },
  endpointClass: {
    select: {
      id: true,
      slug: true,
      name: true,
      product: { select: { id: true, slug: true, name: true, isSample: true } },
    },
  },
} as const satisfies Prisma.QpsRequestSelect;

export type ItemRow = Prisma.QpsRequestGetPayload<{ select: typeof ITEM_SELECT }>;

/** What is told of requests beside their own rows. */
export type Beside = {
  /** Dates of granted limits that are still there, by ID. */
  spans: ReadonlyMap<string, Span>;
  names: ReadonlyMap<string, string>;
  now: Date;
};

/** The limits and people of these requests, in two statements. */
export async function besideOf(
  client: Pick<Tx, "limit" | "user">,
  rows: readonly Pick<ItemRow, "limitId" | "createdById">[],
  now: Date,
  moreUserIds: readonly (string | null)[] = [],
): Promise<Beside> {
  const limitIds = rows.flatMap(({ limitId }) => limitId ?? []);
  const userIds = [...rows.map(({ createdById }) => createdById), ...moreUserIds].filter((id) => id !== null);
  const [limits, users] = [
    await client.limit.findMany({
      where: { id: { in: limitIds } },
      select: { id: true, from: true, until: true },
    }),
    await client.user.findMany({
      where: { id: { in: [...new Set(userIds)] } },
      select: { id: true, name: true },
    }),
  ];
  return {
    spans: new Map(limits.map(({ id, ...span }) => [id, span])),
    names: new Map(users.map(({ id, name }) => [id, name])),
    now,
  };
}

/** A person by ID; `null` when the account does not exist any more. */
export function personOf({ names }: Beside, id: string | null): { id: string; name: string } | null {
  const name = id === null ? undefined : names.get(id);
  return id === null || name === undefined ? null : { id, name };
}

/** A request as a list shows it. */
export function toItem(row: ItemRow, beside: Beside): QpsRequestItem {
  const { key, endpointClass } = row;
  return {
    id: row.id,
    key: { id: key.id, name: key.name, isDeleted: key.deletedAt !== null },
    product: endpointClass.product,
    class: { id: endpointClass.id, slug: endpointClass.slug, name: endpointClass.name },
    phase: phaseOf(row, beside),
    currentQps: row.currentQps,
    wantedQps: row.wantedQps,
    from: iso(row.from),
    until: iso(row.until),
    grant: grantOf(row, beside),
    createdBy: personOf(beside, row.createdById),
    createdAt: row.createdAt.toISOString(),
    submittedAt: iso(row.submittedAt),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function phaseOf(row: Pick<ItemRow, "status" | "limitId">, { spans, now }: Beside): QpsPhase {
  return qpsPhase(row.status, spanOf(row, spans), now);
}

function spanOf({ limitId }: Pick<ItemRow, "limitId">, spans: Beside["spans"]): Span | null {
  return limitId === null ? null : (spans.get(limitId) ?? null);
}

function grantOf(row: ItemRow, { spans }: Beside): QpsGrant | null {
  const { grantedQps, grantedFrom, grantedUntil } = row;
  if (grantedQps === null || grantedFrom === null) return null;
  const span = spanOf(row, spans);
  const isCutShort = span === null || span.until?.getTime() !== grantedUntil?.getTime();
  const isLater = row.from === null ? false : grantedFrom > row.from;
  return {
    qps: grantedQps,
    from: grantedFrom.toISOString(),
    until: iso(isCutShort && span !== null ? span.until : grantedUntil),
    isPartial: grantedQps !== row.wantedQps || isLater || row.until?.getTime() !== grantedUntil?.getTime(),
    isCutShort,
  };
}

export function iso(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}

/** The phase of `qps_request r`, joined with its `"limit" l`, as `qpsPhase` tells it (a test holds the two together). */
export function phaseSql(now: Date): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN r.status <> 'approved' THEN r.status::text
    WHEN l.id IS NULL OR coalesce(l.until <= ${now}::timestamptz, false) THEN 'ended'
    WHEN l.from > ${now}::timestamptz THEN 'scheduled'
    ELSE 'active' END`;
}

/** A condition that keeps requests in these phases; none named keeps all. */
export function inPhases(phases: readonly QpsPhase[], now: Date): Prisma.Sql {
  if (phases.length === 0 || phases.length === QPS_PHASES.length) return Prisma.sql`true`;
  return Prisma.sql`${phaseSql(now)} = ANY(${[...phases]})`;
}

/** The same answer for "never existed" and "another organization's". */
export function requestNotFound(): DomainError {
  return new DomainError("not_found", { message: "We could not find this QPS request." });
}
