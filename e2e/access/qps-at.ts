import { keyAt, ownerOf, type Place } from "./action-row";

/** A wish for another QPS of a fresh key, as a form sends it. */
export async function wishAt(place: Place) {
  const { wishFor } = await import("@/test/qps");
  return wishFor({ key: await keyAt(place), classId: place.world.product.classId });
}

/** A draft for a key of whoever is said to have made it. */
export async function qpsDraftAt(place: Place): Promise<string> {
  const { saveQpsDraft } = await import("@/lib/qps/save-draft");
  return (await saveQpsDraft(await ownerOf(place), await wishAt(place))).id;
}

/** A request that waits for a decision. */
export async function qpsPendingAt(place: Place): Promise<string> {
  const { submitQpsRequest } = await import("@/lib/qps/submit");
  return (await submitQpsRequest(await ownerOf(place), await wishAt(place))).id;
}

/** A request with a question that nobody has answered. */
export async function qpsQuestionAt(place: Place): Promise<string> {
  const { askQpsQuestion } = await import("@/lib/qps/ask");
  const { staffCtx } = await import("@/test/contexts");
  const requestId = await qpsPendingAt(place);
  const staff = { ...(await staffCtx()), now: new Date() };
  await askQpsQuestion(staff, { requestId, version: null, body: "What is it for?" });
  return requestId;
}

/** A request that was granted, as it was asked for. */
export async function qpsGrantedAt(place: Place): Promise<string> {
  const { approveQpsRequest } = await import("@/lib/qps/approve");
  const { grantOf } = await import("@/test/qps");
  const { staffCtx } = await import("@/test/contexts");
  const requestId = await qpsPendingAt(place);
  await approveQpsRequest({ ...(await staffCtx()), now: new Date() }, grantOf(requestId));
  return requestId;
}

/** The version of the policy that a change of it has to name. */
export async function qpsPolicyVersion(): Promise<number> {
  const { readQpsPolicy } = await import("@/lib/qps/policy");
  const { db } = await import("@/lib/db/client");
  return (await readQpsPolicy(db)).version;
}
