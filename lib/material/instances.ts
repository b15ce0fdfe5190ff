import { z } from "zod";
import { db } from "@/lib/db/client";
import { HeldRings } from "./held-rings";

/** An instance that has not been heard of for so long does not count any more. It cannot reach the database either. */
const LIVE_MS = 10_000;

/** A process of this installation that is alive now. */
export type Instance = {
  id: string;
  host: string;
  kind: string;
  /** `null` until it has told. */
  rings: HeldRings | null;
};

const Found = z.array(z.object({ id: z.string(), host: z.string(), kind: z.string(), rings: z.unknown() }));

/** Every process that has been heard of within ten seconds, by the database's clock. */
export async function liveInstances(): Promise<Instance[]> {
  const rows = await db.$queryRaw`
    SELECT id, host, kind, rings FROM edge_instance
    WHERE seen_at > clock_timestamp() - ${LIVE_MS} * interval '1 millisecond' ORDER BY host, kind, id`;
  return Found.parse(rows).map(({ rings, ...instance }) => {
    const held = HeldRings.safeParse(rings).data;
    return { ...instance, rings: held && Object.keys(held).length > 0 ? held : null };
  });
}
