import { pool } from "@/lib/db/pool";
import { ApproveQpsInput, QpsWish, WriteQpsInput } from "@/lib/qps/schemas";
import { makeKey, makeOrg, makeProduct, type TestOrg, type TestUser } from "./factories";

/** An enterprise with a key for a class of 10 queries per second. */
export async function qpsScene(given: { org?: TestOrg; createdBy?: TestUser } = {}) {
  const org = given.org ?? (await makeOrg());
  const product = await makeProduct({ defaultQps: 10 });
  const key = await makeKey({
    org,
    products: [product],
    ...(given.createdBy && { createdBy: given.createdBy }),
  });
  return { org, product, key, classId: product.classId };
}

type Place = { key: { id: string }; classId: string };

/** A wish for 25 queries per second, as a form sends it. */
export function wishFor({ key, classId }: Place, over: object = {}): WriteQpsInput {
  const wish = QpsWish.parse({
    keyId: key.id,
    classId,
    wantedQps: 25,
    reason: "The fair draws a crowd.",
    contact: "ada@example.test",
    ...over,
  });
  return WriteQpsInput.parse({ request: null, wish });
}

export const grantOf = (requestId: string, over: object = {}): ApproveQpsInput =>
  ApproveQpsInput.parse({ requestId, qps: 25, ...over });

type Counted = { admitted?: Record<number, number>; refused?: Record<number, number> };

/** Counts calls in seconds of one minute, as the usage flush would. */
export async function countDemand(
  { org, key, classId }: Place & { org: { id: string } },
  minute: Date,
  { admitted = {}, refused = {} }: Counted,
): Promise<void> {
  const seconds = (some: Record<number, number>) =>
    Array.from({ length: 60 }, (_, second) => some[second] ?? 0);
  await pool().query(
    `INSERT INTO usage_demand (minute, org_id, key_id, class_id, admitted, refused) VALUES ($1, $2, $3, $4, $5, $6)`,
    [minute, org.id, key.id, classId, seconds(admitted), seconds(refused)],
  );
  const turnedAway = Object.values(refused).reduce((all, calls) => all + calls, 0);
  if (turnedAway === 0) return;
  await pool().query(
    `INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     VALUES ($1, $2, $3, '', '', $4, 429, 'qps_exceeded', $5, 0, 0)`,
    [minute, org.id, key.id, classId, turnedAway],
  );
}
