import { freePort } from "@/lib/db/embedded/free-port";
import type { Secret } from "@/lib/edge/secret-format";
import type { TestKey } from "@/test/factories";
import { startWorld, type World } from "../faults/world";
import { StandaloneEdge } from "../standalone-edge";

export type Fleet = Awaited<ReturnType<typeof startFleet>>;

/** So many standalone edges on one database, in front of one upstream that remembers what reached it. */
export async function startFleet(size: number, settings: Record<string, string> = {}) {
  const world = await startWorld();
  const publicUrl = `http://localhost:${process.env.PORT}`;
  const edges: StandaloneEdge[] = [];
  for (let at = 0; at < size; at++) {
    const edge = new StandaloneEdge({ dataDir: world.dataDir, publicUrl, port: await freePort(), settings });
    await edge.start();
    edges.push(edge);
  }
  return {
    world,
    edges,
    stop: async () => {
      await Promise.all(edges.map((edge) => edge.stop()));
      await world.stop();
    },
  };
}

/** Status of one call of a key to one edge; the whole answer is in. */
export async function statusAt(edge: StandaloneEdge, secret: string): Promise<number> {
  const answer = await fetch(`${edge.url}/witness/fleet`, {
    headers: { "x-api-key": secret },
    signal: AbortSignal.timeout(10_000),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Callers in closed loops over all edges, with the world's own key, until it is ended. Counts answers by status. */
export function loadFleet({ world, edges }: Pick<Fleet, "world" | "edges">, callers = 4) {
  let isOver = false;
  const statuses = new Map<number, number>();
  const caller = async (first: number) => {
    for (let at = first; !isOver; at++) {
      const edge = edges[at % edges.length];
      if (edge === undefined) continue;
      const status = await statusAt(edge, world.key.plaintext).catch(() => 0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const running = Array.from({ length: callers }, (_, first) => caller(first));
  return {
    statuses,
    end: async () => {
      isOver = true;
      await Promise.all(running);
    },
  };
}

/** Percentiles of delays, as a line of a report. */
export function spread(delays: readonly number[]): { p50: number; p99: number; most: number; text: string } {
  const sorted = [...delays].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  const [p50, p99, most] = [at(0.5), at(0.99), at(1)];
  return {
    p50,
    p99,
    most,
    text: `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, most ${most.toFixed(0)} ms of ${delays.length}`,
  };
}

/** Makes keys of the world's product, few at a time; the factories must see the world's settings first. */
export async function makeKeys(world: World, count: number, plaintext?: Secret): Promise<TestKey[]> {
  const { makeKey } = await import("@/test/factories");
  const org = { id: world.key.orgId };
  const keys: TestKey[] = [];
  while (keys.length < count) {
    const making = Array.from({ length: Math.min(10, count - keys.length) }, () =>
      makeKey({ org, products: [world.product], ...(plaintext && { plaintext }) }),
    );
    keys.push(...(await Promise.all(making)));
  }
  return keys;
}
