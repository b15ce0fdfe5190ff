import { afterAll, beforeAll, expect, test } from "vitest";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { callOf } from "@/lib/edge/testing/fixtures";
import { removeMember } from "@/lib/members/remove";
import { RemoveMemberInput } from "@/lib/members/schemas";
import type { OrgContext } from "@/lib/orgs/context";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct, type TestProduct } from "@/test/factories";
import { changePolicies } from "./change";
import { ChangePoliciesInput } from "./schemas";

let edge: EdgeState;
let ctx: OrgContext;
let product: TestProduct;
let clock = 0;

beforeAll(async () => {
  ctx = { ...(await ownerCtx(await makeOrg())), now: new Date() };
  product = await makeProduct({ slug: "rules", paths: ["/rules/{rest+}"], defaultQps: 1000 });
  edge = await edgeState();
});

afterAll(() => edge.stop());

async function call(target: string, headers: string[] = []): Promise<string> {
  clock += 10;
  const verdict = await checkCall(callOf({ target, headers, arrivedAt: clock }), edge.deps, Date.now());
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

test("keys in URLs are refused from the very next call on, and accepted again, while the header goes on working", async () => {
  const { plaintext } = await makeKey({ org: ctx.org, products: [product] });
  const [inUrl, inHeader] = [
    () => call(`/rules/1?key=${plaintext}`),
    () => call("/rules/1", ["X-API-Key", plaintext]),
  ];
  expect([await inUrl(), await inHeader()]).toEqual(["admitted", "admitted"]);
  await changePolicies(ctx, ChangePoliciesInput.parse({ version: 1, allowQueryKeys: false }));
  expect([await inUrl(), await inHeader()]).toEqual(["query_key_not_allowed", "admitted"]);
  await changePolicies(ctx, ChangePoliciesInput.parse({ version: 2, allowQueryKeys: true }));
  expect(await inUrl()).toBe("admitted");
});

test("a leaver's keys that are disabled are refused from the very next call on; other keys go on", async () => {
  const leaver = await makeMember(ctx.org, "developer");
  const [theirs, mine] = [
    await makeKey({ org: ctx.org, products: [product], createdBy: leaver }),
    await makeKey({ org: ctx.org, products: [product] }),
  ];
  const verdict = (secret: string) => call("/rules/1", ["X-API-Key", secret]);
  expect([await verdict(theirs.plaintext), await verdict(mine.plaintext)]).toEqual(["admitted", "admitted"]);
  const keys = { do: "disable", toUserId: ctx.actor.id } as const;
  await removeMember(ctx, RemoveMemberInput.parse({ userId: leaver.id, keys }));
  expect([await verdict(theirs.plaintext), await verdict(mine.plaintext)]).toEqual([
    "key_disabled",
    "admitted",
  ]);
});
