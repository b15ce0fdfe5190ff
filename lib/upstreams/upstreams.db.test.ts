import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { readProducts } from "@/lib/edge/adapters/postgres-products";
import { readUpstreamSecrets } from "@/lib/samples/upstream-secrets";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { staffCtx } from "@/test/contexts";
import { makeProduct } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { createUpstream } from "./create";
import { discardUpstreamSecret } from "./discard-secret";
import { getUpstream, listUpstreams } from "./list";
import { prepareUpstreamSecret } from "./prepare-secret";
import { removeUpstream } from "./remove";
import { UPSTREAM_DEFAULTS } from "./schemas";
import { signWithNextSecret } from "./sign-with-next";
import { tryUpstream } from "./try";
import { updateUpstream } from "./update";

type Ctx = Awaited<ReturnType<typeof staffCtx>>;
let operator: Ctx;
let rounds = 0;

beforeAll(async () => {
  operator = await staffCtx();
});

const fields = (over: object = {}) => {
  rounds += 1;
  return {
    ...UPSTREAM_DEFAULTS,
    name: `Upstream number ${rounds}`,
    baseUrl: "https://192.88.99.1/v1",
    ...over,
  };
};

const rejection = (action: Promise<unknown>) =>
  action.then(
    () => "no fault",
    (error: { fields?: Record<string, string[]>; code?: string }) => error.fields ?? error.code,
  );

/** An upstream with a product on it, as the edge reads it. */
async function inUse(over: object = {}) {
  const { id, secret } = await createUpstream(operator, fields(over));
  const product = await makeProduct();
  await db.product.update({ where: { id: product.id }, data: { upstreamId: id } });
  const atEdge = async () =>
    (await readProducts(pool(), "http://127.0.0.1:3000")).find((one) => one.id === product.id);
  return { id, secret, product, atEdge };
}

test("an upstream is created with a signing secret that is shown once and kept sealed", async () => {
  const { id, secret, atEdge } = await inUse();
  expect(secret).toEqual({
    kid: expect.stringMatching(/^usk_/),
    secret: expect.stringMatching(/^[\w-]{43}$/),
  });
  const signingKey = (await atEdge())?.upstream.signingKey;
  expect(signingKey?.kid).toBe(secret.kid);
  expect(Buffer.from(signingKey?.secret ?? []).toString("base64url")).toBe(secret.secret);
  const told = JSON.stringify([
    await getUpstream(operator, id),
    await listUpstreams(operator),
    await auditOf(id),
  ]);
  expect(told).not.toContain(secret.secret);
  expect(told).not.toContain("sealed");
  expect(await auditOf(id)).toMatchObject([{ chain: "provider", action: "upstream.created" }]);
});

test("an edit reaches every product on it: their versions rise, and every edge is told once", async () => {
  const { id, product, atEdge } = await inUse();
  const change = { ...fields(), upstreamId: id, version: 1, baseUrl: "https://192.88.99.2/v2/" };
  expect(await updateUpstream(operator, change)).toEqual({ version: 2 });
  expect(await atEdge()).toMatchObject({
    id: product.id,
    version: 2,
    upstream: { baseUrl: "https://192.88.99.2/v2" },
  });
  expect(await changesOf(id)).toBe(1);
  expect(await rejection(updateUpstream(operator, change))).toBe("version_mismatch");
  expect((await auditOf(id)).at(-1)).toMatchObject({
    action: "upstream.edited",
    before: { baseUrl: "https://192.88.99.1/v1" },
    after: { baseUrl: "https://192.88.99.2/v2/" },
  });
});

describe("a base URL that no edge would connect to", () => {
  test.each(["http://10.0.0.1/", "https://user:word@192.88.99.1/", "http://localhost:1/", "http://[::1]/"])(
    "%s is refused at its field, when created, edited and tried",
    async (baseUrl) => {
      const { id } = await createUpstream(operator, fields());
      const refused = { baseUrl: [expect.any(String)] };
      expect(await rejection(createUpstream(operator, fields({ baseUrl })))).toEqual(refused);
      const change = { ...fields({ baseUrl }), upstreamId: id, version: 1 };
      expect(await rejection(updateUpstream(operator, change))).toEqual(refused);
      expect(await tryUpstream(operator, { baseUrl })).toMatchObject({ kind: "refused" });
      expect((await getUpstream(operator, id)).version).toBe(1);
    },
  );
});

test("a name is given once", async () => {
  const { id } = await createUpstream(operator, fields({ name: "Taken" }));
  expect(await rejection(createUpstream(operator, fields({ name: "Taken" })))).toHaveProperty("name");
  expect(
    await updateUpstream(operator, { ...fields({ name: "Taken" }), upstreamId: id, version: 1 }),
  ).toEqual({
    version: 2,
  });
});

describe("the rotation of a signing secret", () => {
  const statesOf = async (id: string) =>
    (await getUpstream(operator, id)).secrets.map(({ kid, state }) => [kid, state]);

  test("the edge signs with the old one until the switch, then with the new one; the samples accept both meanwhile", async () => {
    const { id, secret: old, product, atEdge } = await inUse({ baseUrl: "self:/samples/rotated" });
    const next = await prepareUpstreamSecret(operator, { upstreamId: id });
    expect(await statesOf(id)).toEqual([
      [next.kid, "waiting"],
      [old.kid, "signing"],
    ]);
    expect(await changesOf(id)).toBe(0);
    expect((await atEdge())?.upstream.signingKey.kid).toBe(old.kid);
    const { oldEndsAt } = await signWithNextSecret(operator, { upstreamId: id });
    const signs = (await atEdge())?.upstream.signingKey;
    expect(Buffer.from(signs?.secret ?? []).toString("base64url")).toBe(next.secret);
    expect(await atEdge()).toMatchObject({ id: product.id, version: 2 });
    expect(await statesOf(id)).toEqual([
      [next.kid, "signing"],
      [old.kid, "ending"],
    ]);
    const accepted = async (now: Date) => [...(await readUpstreamSecrets(now)).keys()];
    expect(await accepted(NOW)).toEqual(expect.arrayContaining([old.kid, next.kid]));
    expect(await accepted(oldEndsAt)).not.toContain(old.kid);
    expect(await changesOf(id)).toBe(1);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      "upstream.created",
      "upstream.secret_prepared",
      "upstream.secret_used",
    ]);
  });

  test("one waits at a time; discarded, nothing has changed", async () => {
    const { id, secret } = await inUse();
    await prepareUpstreamSecret(operator, { upstreamId: id });
    expect(await rejection(prepareUpstreamSecret(operator, { upstreamId: id }))).toBe("rotation_in_progress");
    await discardUpstreamSecret(operator, { upstreamId: id });
    expect(await statesOf(id)).toEqual([[secret.kid, "signing"]]);
    expect(await rejection(discardUpstreamSecret(operator, { upstreamId: id }))).toBe("no_rotation");
    expect(await rejection(signWithNextSecret(operator, { upstreamId: id }))).toBe("no_rotation");
  });

  test("rolls back when the audit log takes no row", async () => {
    const { id, secret } = await inUse();
    await expect(
      whileAuditFails(() => prepareUpstreamSecret(operator, { upstreamId: id })),
    ).rejects.toThrow();
    await prepareUpstreamSecret(operator, { upstreamId: id });
    const before = await statesOf(id);
    await expect(whileAuditFails(() => signWithNextSecret(operator, { upstreamId: id }))).rejects.toThrow();
    expect(await statesOf(id)).toEqual(before);
    expect(before).toContainEqual([secret.kid, "signing"]);
  });
});

test("an upstream is removed only when no product stands on it", async () => {
  const { id, product } = await inUse();
  await expect(removeUpstream(operator, { upstreamId: id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(product.name),
  });
  const { id: unused } = await createUpstream(operator, fields());
  await removeUpstream(operator, { upstreamId: unused });
  expect(await rejection(getUpstream(operator, unused))).toBe("not_found");
  expect(await db.upstreamSecret.count({ where: { upstreamId: unused } })).toBe(0);
});

test("support staff sees and changes nothing of upstreams", async () => {
  const support = await staffCtx("support");
  const { id } = await createUpstream(operator, fields());
  const ref = { upstreamId: id };
  const tries = [
    createUpstream(support, fields()),
    updateUpstream(support, { ...fields(), ...ref, version: 1 }),
    removeUpstream(support, ref),
    prepareUpstreamSecret(support, ref),
    signWithNextSecret(support, ref),
    discardUpstreamSecret(support, ref),
    getUpstream(support, id),
    listUpstreams(support),
    tryUpstream(support, { baseUrl: "https://192.88.99.1/" }),
  ];
  expect(await Promise.all(tries.map(rejection))).toEqual(tries.map(() => "forbidden"));
});

test("an unknown upstream is not found", async () => {
  const ref = { upstreamId: newId("upstream") };
  const tries = [
    updateUpstream(operator, { ...fields(), ...ref, version: 1 }),
    removeUpstream(operator, ref),
    prepareUpstreamSecret(operator, ref),
    signWithNextSecret(operator, ref),
    discardUpstreamSecret(operator, ref),
  ];
  expect(await Promise.all(tries.map(rejection))).toEqual(tries.map(() => "not_found"));
});
