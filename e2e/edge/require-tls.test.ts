import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparable } from "@/test/edge/comparable";
import { HOSTS } from "@/test/edge/hosts";
import { TLS_ROWS } from "@/test/edge/rows/tls";
import { expectedCounts, runRow } from "@/test/edge/run-row";
import { type StartedHost, startWorld, type World } from "@/test/edge/world";

// The hosts of the conformance suite with REQUIRE_TLS=1.

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

const first = new Map<string, unknown>();

describe.each(HOSTS.map((facts) => [facts.name, facts] as const))("%s:", (_, facts) => {
  let host: StartedHost;
  const counts = new Map<string, number>();
  const count = (group: string) => counts.set(group, (counts.get(group) ?? 0) + 1);

  beforeAll(async () => {
    host = await world.host(facts, { REQUIRE_TLS: "1" });
    count("- - 404 no_such_product");
  });
  afterAll(() => host?.stop());

  test.each(TLS_ROWS.map((row) => [row.name, row] as const))("%s", async (_, row) => {
    for (const group of expectedCounts(row)) count(group);
    const answer = comparable(await runRow(row, world, host));
    const known = first.get(row.name);
    if (known === undefined) first.set(row.name, answer);
    else expect(answer).toEqual(known);
  });

  test("a client secret in clear gets no token", async () => {
    const { id = "", secret = "" } = host.cast.active ?? {};
    const answer = await fetch(`http://127.0.0.1:${host.port}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret }),
      redirect: "manual",
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: "invalid_request" });
  });

  test("a key that asks about itself in clear is refused", async () => {
    const headers = { "X-API-Key": host.cast.active?.secret ?? "" };
    const answer = await fetch(`http://127.0.0.1:${host.port}/edge/usage`, { headers });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "https_required" });
  });

  test("every call was counted once; the key that came in clear is named in the log once, its secret never", async () => {
    await host.stop();
    expect(Object.fromEntries([...(await host.counted())].sort())).toEqual(
      Object.fromEntries([...counts].sort()),
    );
    const exposed = host
      .readLog()
      .split("\n")
      .filter((line) => line.includes("counts as exposed"));
    expect(exposed).toHaveLength(1);
    expect(exposed[0]).toContain(host.cast.active?.id);
    expect(host.readLog()).not.toContain(host.cast.active?.secret);
  });
});
