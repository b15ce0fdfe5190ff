import { afterAll, beforeAll, expect, test } from "vitest";
import { PLACES, startBesieged } from "../besieged";
import { latencies, Siege, waitUntil } from "../siege";

let besieged: Awaited<ReturnType<typeof startBesieged>>;
beforeAll(async () => {
  besieged = await startBesieged();
});
afterAll(() => besieged?.stop());

test("hundreds of idle upgrades, slow heads and slow bodies: each is ended by its own rule, and other keys are served", async () => {
  const { world, edge, port, besieger } = besieged;
  const siege = await Siege.lay(port, 300, besieger);
  try {
    await latencies(`${edge.url}/witness/others`, world.key.plaintext, 100);

    const upgrades = siege.of("idle-upgrade");
    expect(await waitUntil(() => upgrades.every(({ answer }) => answer !== ""), 10_000)).toBe(true);
    for (const { answer } of upgrades) expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*upgrade_not_supported/);

    const bodies = siege.of("slow-body");
    const refused = () => bodies.filter(({ answer }) => answer.startsWith("HTTP/1.1 429 "));
    expect(await waitUntil(() => refused().length === bodies.length - PLACES, 10_000)).toBe(true);
    for (const { answer } of refused()) expect(answer).toContain("concurrency_exceeded");
    expect(bodies.filter(({ answer }) => answer === "")).toHaveLength(PLACES);
    // Who was refused in the middle of a body does not keep its connection.
    expect(await waitUntil(() => refused().every(({ isClosed }) => isClosed), 10_000)).toBe(true);

    const heads = siege.of("slow-head");
    expect(await waitUntil(() => heads.every(({ isClosed }) => isClosed), 20_000)).toBe(true);
    for (const { answer } of heads) expect(answer).toMatch(/^HTTP\/1\.1 408 /);

    await latencies(`${edge.url}/witness/others`, world.key.plaintext, 100);
    const others = world.witness.seen.filter(({ target }) => target.includes("others"));
    expect(others).toHaveLength(200);
  } finally {
    siege.lift();
  }
}, 90_000);
