import { db } from "@/lib/db/client";
import { upstreamSecretAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";

/** By `kid`, as the verifier of assertions wants them. */
export type UpstreamSecrets = ReadonlyMap<string, Uint8Array>;

/** Where the samples are reached: the app itself. */
const SAMPLES_BASE = "self:/samples";

/** The secrets with which the edge signs calls to the samples; two while one replaces the other. */
export async function readUpstreamSecrets(now: Date): Promise<UpstreamSecrets> {
  const rows = await db.upstreamSecret.findMany({
    where: {
      upstream: { baseUrl: { startsWith: SAMPLES_BASE } },
      OR: [{ retiresAt: null }, { retiresAt: { gt: now } }],
    },
    select: { id: true, upstreamId: true, sealed: true },
  });
  return new Map(
    rows.map((row) => [row.id, open(edgeKeyring(), row.sealed, upstreamSecretAad(row.upstreamId, row.id))]),
  );
}
