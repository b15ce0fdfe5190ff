import { db } from "@/lib/db/client";
import { InstanceHealth } from "./instance-health";

/** An edge that has missed five beats is not shown as living any more. */
const LIVE_FOR_MS = 10_000;
/** One that fell silent without saying goodbye is remembered for so long. */
const SHOWN_FOR_MS = 600_000;

/** One process that decides on calls. Times in ISO 8601. */
export type EdgeView = {
  id: string;
  host: string;
  kind: string;
  version: string;
  startedAt: string;
  seenAt: string;
  isLive: boolean;
  /** Null when it said nothing that could be read. */
  health: InstanceHealth | null;
};

/** The edges that live, and those that fell silent within the last ten minutes; the longest-lived first. */
export async function readEdges(now: Date): Promise<EdgeView[]> {
  const rows = await db.edgeInstance.findMany({
    where: { seenAt: { gt: new Date(now.getTime() - SHOWN_FOR_MS) } },
    select: { id: true, host: true, kind: true, version: true, startedAt: true, seenAt: true, health: true },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ startedAt, seenAt, health, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    isLive: now.getTime() - seenAt.getTime() <= LIVE_FOR_MS,
    health: InstanceHealth.safeParse(health).data ?? null,
  }));
}
