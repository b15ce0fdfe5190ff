import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort, isFree } from "./free-port";

test("a port is below those a kernel gives away, and is not given twice", async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(new Set(ports).size).toBe(20);
  for (const port of ports) expect(port >= 15_000 && port < 25_000).toBe(true);
});

test("a port somebody listens on is passed over", async () => {
  const next = (await freePort()) + 1;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(next, "127.0.0.1", resolve));
  expect(await isFree(next)).toBe(false);
  expect(await freePort()).not.toBe(next);
  await new Promise((resolve) => server.close(resolve));
});
