import { freePort } from "@/lib/db/embedded/free-port";
import { startWorld, type World } from "./faults/world";
import { StandaloneEdge } from "./standalone-edge";

/** Bodies that may be under way at once with the besiegers' key. */
export const PLACES = 5;

/** A standalone edge, a key that calls as usual, and one of which only a few calls may be under way at once. */
export async function startBesieged(): Promise<{
  world: World;
  edge: StandaloneEdge;
  port: number;
  besieger: string;
  stop: () => Promise<void>;
}> {
  const world = await startWorld();
  const { makeKey } = await import("@/test/factories");
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const org = { id: world.key.orgId };
  const key = await makeKey({ org, products: [world.product] });
  await db.limit.create({
    data: {
      id: newId("limit"),
      orgId: org.id,
      keyId: key.id,
      kind: "concurrency",
      unit: "requests",
      value: PLACES,
      source: "contract",
      from: new Date(0),
      createdById: "system",
    },
    select: { id: true },
  });
  const port = await freePort();
  const edge = new StandaloneEdge({ dataDir: world.dataDir, publicUrl: "http://keys.example.com", port });
  await edge.start();
  return {
    world,
    edge,
    port,
    besieger: key.plaintext,
    async stop() {
      await edge.stop();
      await world.stop();
    },
  };
}
