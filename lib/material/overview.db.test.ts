import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { RING_NAMES, type RingName } from "@/lib/sealing/keyring";
import { NOW } from "@/test/clock";
import { staffCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { heldRings } from "./held-rings";
import { materialOverview } from "./overview";
import { MaterialOverview } from "./overview-schema";
import { requestRun } from "./request-run";
import { rotateSigningKey } from "./rotate-signing-key";
import { runPending } from "./run-pending";
import { holdVersions, ringText } from "./testing/rings";

const LATER = () => new Date(Date.now() + 60_000);
const SIGNING = { endsAll: false, reason: "" };

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE secret, second_factor, upstream_secret, token_key, audit_key, audit_entry, audit_head,
    material_run, edge_instance CASCADE`;
  for (const name of RING_NAMES) holdVersions(name, [1]);
});

async function ring(name: RingName) {
  const ctx = { ...(await staffCtx()), now: LATER() };
  // As it goes to the page: nothing that the schema does not know would get there.
  const { rings } = MaterialOverview.parse(await materialOverview(ctx));
  const found = rings.find((one) => one.name === name);
  if (found === undefined) throw new Error(`No ${name}.`);
  return found;
}

/** An edge says that it holds these versions, as it would; this process holds `own`. */
async function edgeHolds(versions: readonly number[], own: readonly number[]): Promise<void> {
  holdVersions("pepper", versions);
  const rings = JSON.stringify(heldRings(["pepper", "edge"], 0));
  holdVersions("pepper", own);
  await pool().query(
    `insert into edge_instance (id, host, kind, owner, started_at, seen_at, rings)
     values ('ins_edge', 'edge-1', 'standalone', '{}', now(), now(), $1)
     on conflict (id) do update set rings = $1, seen_at = now()`,
    [rings],
  );
}

test("an operator is led through a rotation, and every step waits for the last instance", async () => {
  await makeKey({ org: await makeOrg() });
  const steps: string[] = [];
  const note = async () => steps.push((await ring("pepper")).step);
  await edgeHolds([1], [1]);
  await note();
  holdVersions("pepper", [1, 2]);
  await note();
  await edgeHolds([1, 2], [1, 2]);
  await note();
  await edgeHolds([2, 1], [2, 1]);
  await note();
  await requestRun(await staffCtx(), "pepper");
  await note();
  expect(await runPending({ clock: LATER })).toBe(1);
  await note();
  holdVersions("pepper", [2]);
  await note();
  await edgeHolds([2], [2]);
  await note();
  expect(steps).toEqual(["rest", "add", "promote", "seal", "wait", "remove", "remove", "rest"]);
});

test("it tells versions, rows and instances, and of no key more than eight digits", async () => {
  await makeKey({ org: await makeOrg() });
  holdVersions("pepper", [2, 1]);
  const found = await ring("pepper");
  expect(found).toMatchObject({ sealing: 2, newest: 2, left: 1, setting: "KEYWARD_PEPPER" });
  expect(found.versions.map(({ version }) => version)).toEqual([2, 1]);
  expect(found.places).toEqual([{ label: "Look-ups of secrets", rows: { 1: 1 } }]);
  const told = JSON.stringify(await materialOverview(await staffCtx()));
  for (const name of RING_NAMES) {
    for (const entry of ringText(name, [1, 2]).split(",")) {
      const key = Buffer.from(entry.split(":")[1] ?? "", "base64");
      for (const form of [key.toString("base64").slice(0, 12), key.toString("hex").slice(0, 12)]) {
        expect(told).not.toContain(form);
      }
    }
  }
});

test("a version that something is under and nobody holds any more is shown as lost, not left out", async () => {
  await makeKey({ org: await makeOrg() });
  holdVersions("pepper", [2]);
  const { versions, left } = await ring("pepper");
  expect([versions.find(({ version }) => version === 1)?.check, left]).toEqual([null, 1]);
});

test("support sees none of it and can do none of it; what an operator does is in the audit log", async () => {
  const support = await staffCtx("support");
  for (const attempt of [
    () => materialOverview(support),
    () => requestRun(support, "edge"),
    () => rotateSigningKey(support, SIGNING),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await db.auditEntry.count()).toBe(0);
  const operator = await staffCtx();
  const { kid } = await rotateSigningKey(operator, SIGNING);
  await requestRun(operator, "edge");
  expect(await auditOf(kid)).toHaveLength(1);
  expect(await auditOf("edge")).toHaveLength(1);
});

test("ending every access token takes a proof of who acts", async () => {
  const ctx = await staffCtx();
  await expect(rotateSigningKey(ctx, { ...SIGNING, endsAll: true })).rejects.toMatchObject({
    code: "step_up_required",
  });
  expect(await db.tokenKey.count()).toBe(0);
});

test("of signing keys it says which one signs now, which one next, and which are only believed", async () => {
  await rotateSigningKey({ ...(await staffCtx()), now: new Date(NOW.getTime() - 3_600_000) }, SIGNING);
  await rotateSigningKey(await staffCtx(), SIGNING);
  const states = async (seconds: number) => {
    const now = new Date(NOW.getTime() + seconds * 1000);
    return (await materialOverview({ ...(await staffCtx()), now })).tokenKeys.map(({ state }) => state);
  };
  expect(await states(5)).toEqual(["next", "leaving"]);
  expect(await states(60)).toEqual(["signs", "believed"]);
  expect(await states(3600)).toEqual(["signs", "retired"]);
});
