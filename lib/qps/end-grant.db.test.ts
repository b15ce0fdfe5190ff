import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, staffCtx } from "@/test/contexts";
import { outcomeOf } from "@/test/people";
import { grantOf, qpsScene, wishFor } from "@/test/qps";
import { auditOf } from "@/test/traces";
import { approveQpsRequest } from "./approve";
import { endQpsGrant } from "./end-grant";
import { getQpsRequest } from "./get";
import { getQpsReview } from "./review";
import { submitQpsRequest } from "./submit";

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);
const end = (requestId: string, over: object = {}) => ({
  requestId,
  version: null,
  reason: "The fair is off.",
  ...over,
});

async function granted(over: object = {}) {
  const scene = await qpsScene();
  const admin = await adminCtx(scene.org);
  const { id } = await submitQpsRequest(admin, wishFor(scene));
  await approveQpsRequest(await staffCtx(), grantOf(id, over));
  return { ...scene, admin, id };
}

test("a grant that holds ends at once; what was agreed before holds, and the customer reads why", async () => {
  const { id, key, admin } = await granted({ until: at(100).toISOString() });
  const operator = { ...(await staffCtx()), now: at(2) };
  expect((await getQpsReview(operator, { requestId: id })).canEndGrant).toBe(true);
  await endQpsGrant(operator, end(id));
  const seen = await getQpsRequest({ ...admin, now: at(2) }, { requestId: id });
  expect(seen).toMatchObject({
    phase: "ended",
    grant: { qps: 25, until: at(2).toISOString(), isCutShort: true },
    messages: [{ kind: "comment", isStaff: true, author: null, body: "The fair is off." }],
  });
  expect(await db.limit.count({ where: { keyId: key.id, until: { gt: at(2) } } })).toBe(0);
  const actions = (await auditOf(id)).map(({ action }) => action);
  expect(actions.at(-1)).toBe("qps_request.grant_ended");
  expect((await getQpsReview(operator, { requestId: id })).canEndGrant).toBe(false);
  expect(await outcomeOf(endQpsGrant(operator, end(id)))).toBe("request_closed");
});

test("a grant that has not begun never does", async () => {
  const { id, key } = await granted({ from: at(24).toISOString() });
  await endQpsGrant({ ...(await staffCtx()), now: at(1) }, end(id));
  expect(await db.limit.count({ where: { keyId: key.id } })).toBe(0);
});

test("support, a stale version, what was never granted and a failing audit log end nothing", async () => {
  const { id, key } = await granted();
  const [operator, support] = [await staffCtx(), await staffCtx("support")];
  const scene = await qpsScene();
  const pending = await submitQpsRequest(await adminCtx(scene.org), wishFor(scene));
  expect(await outcomeOf(endQpsGrant(support, end(id)))).toBe("forbidden");
  expect((await getQpsReview(support, { requestId: id })).canEndGrant).toBe(false);
  expect(await outcomeOf(endQpsGrant(operator, end(id, { version: 1 })))).toBe("version_mismatch");
  expect(await outcomeOf(endQpsGrant(operator, end(pending.id)))).toBe("request_closed");
  await expect(whileAuditFails(() => endQpsGrant(operator, end(id)))).rejects.toThrow();
  expect(await db.limit.count({ where: { keyId: key.id, until: null } })).toBe(1);
});
