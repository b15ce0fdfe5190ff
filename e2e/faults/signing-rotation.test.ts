import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createVerifier } from "@/examples/verify-assertion/verify.mjs";
import { freePort } from "@/lib/db/embedded/free-port";
import type { StaffContext } from "@/lib/orgs/context";
import type { TestKey } from "@/test/factories";
import { Calendar } from "../replay/calendar";
import { StandaloneEdge } from "../standalone-edge";
import { startWorld, type World } from "./world";

/** A new signing key is used when every edge has had this long to hear of it. */
const TOKEN_KEY_USED_AFTER_MS = 10_000;
/** The contract's bound for a change to be in force everywhere. */
const LIVE_WITHIN_MS = 1_000;

const CLASS = {
  id: null,
  slug: "all",
  name: "All",
  defaultQps: 1_000_000,
  weightRequests: 1,
  weightTransactions: 1,
  paths: ["/signed/{rest+}"],
};
const FIELDS = {
  name: "Signed",
  description: "",
  refusalStyle: "problem",
  bodyLimitBytes: 1000,
  allowWebsocket: false,
  answerHeaders: [],
  position: 9,
};

let world: World;
let upstream: Awaited<ReturnType<typeof startVerifyingUpstream>>;
let hosts: string[];
const edges: StandaloneEdge[] = [];
const calendar = new Calendar();

beforeAll(async () => {
  world = await startWorld(calendar.settings);
  upstream = await startVerifyingUpstream();
  for (let n = 0; n < 2; n += 1) {
    const publicUrl = `http://localhost:${process.env.PORT}`;
    const { dataDir } = world;
    edges.push(
      new StandaloneEdge({ dataDir, publicUrl, port: await freePort(), settings: calendar.settings }),
    );
  }
  await Promise.all([world.keyward.start(), ...edges.map((edge) => edge.start())]);
  hosts = [world.keyward.url, ...edges.map(({ url }) => url)];
}, 180_000);
afterAll(async () => {
  await Promise.all(edges.map((edge) => edge.stop()));
  await world?.stop();
  await upstream?.stop();
  calendar.close();
});

/** An upstream that believes nothing it cannot verify, with the verifier that is published. */
async function startVerifyingUpstream() {
  let verify = createVerifier({});
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const fault = verify(method, url, headers, calendar.now());
    const kid = /kid=(\w+)/.exec(String(headers["x-keyward-assertion"]))?.[1] ?? "";
    request.resume();
    response.writeHead(fault === null ? 200 : 401, { "content-type": "text/plain" }).end(fault ?? kid);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on it believes these secrets and no others. */
    learn(...secrets: { kid: string; secret: string }[]) {
      const known = secrets.map(({ kid, secret }) => [kid, Buffer.from(secret, "base64url")] as const);
      verify = createVerifier(Object.fromEntries(known));
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function operator(): Promise<StaffContext> {
  const { staffCtx } = await import("@/test/contexts");
  return { ...(await staffCtx()), now: new Date(calendar.now()) };
}

async function call(host: string, headers: Record<string, string>, path = "/signed/a") {
  const answer = await fetch(`${host}${path}`, { headers, signal: AbortSignal.timeout(10_000) });
  return { status: answer.status, text: await answer.text() };
}

async function mint(host: string, key: TestKey): Promise<string> {
  const answer = await fetch(`${host}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${key.id}:${key.plaintext}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const { access_token: token = "" } = (await answer.json()) as { access_token?: string };
  if (answer.status !== 200) throw new Error(`No token: ${answer.status}`);
  return token;
}

const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;

async function publishedKids(host: string): Promise<string[]> {
  const answer = await fetch(`${host}/.well-known/jwks.json`);
  return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}

/** Callers in closed loops against every host, with the key and with tokens of all hosts. Notes whatever was not answered with 200. */
function startLoad(key: TestKey) {
  let isOver = false;
  let calls = 0;
  const trouble = new Set<string>();
  const tokens: string[] = [];
  const until = async (work: (host: string, turn: number) => Promise<void>, first: number) => {
    for (let turn = first; !isOver; turn += 1) {
      await work(hosts[turn % hosts.length] ?? "", turn).catch((error: unknown) =>
        trouble.add(String(error)),
      );
    }
  };
  const note = ({ status, text }: { status: number; text: string }) => {
    calls += 1;
    if (status !== 200) trouble.add(`${status} ${text}`);
  };
  const byKey = async (host: string) => note(await call(host, { "x-api-key": key.plaintext }));
  const byToken = async (host: string, turn: number) => {
    const token = tokens[turn % tokens.length];
    if (token === undefined) await sleep(5);
    else note(await call(host, { authorization: `Bearer ${token}` }));
  };
  const minting = async (host: string) => {
    tokens.push(await mint(host, key));
    await sleep(50);
  };
  const loops = [byKey, byKey, byKey, byToken, byToken, byToken, minting].map((work, at) => until(work, at));
  return {
    trouble,
    calls: () => calls,
    end: async () => {
      isOver = true;
      await Promise.all(loops);
    },
  };
}

test("the secret an upstream is signed for and the key that signs tokens are replaced under load at three hosts: no call is refused, and the former ones are needed for nothing", async () => {
  const { createUpstream } = await import("@/lib/upstreams/create");
  const { prepareUpstreamSecret } = await import("@/lib/upstreams/prepare-secret");
  const { signWithNextSecret } = await import("@/lib/upstreams/sign-with-next");
  const { UPSTREAM_DEFAULTS } = await import("@/lib/upstreams/schemas");
  const { createProduct } = await import("@/lib/products/create");
  const { CreateProductInput } = await import("@/lib/products/schemas");
  const { rotateTokenKeys } = await import("@/lib/tokens/rotate");
  const { makeKey, makeOrg } = await import("@/test/factories");
  const ctx = await operator();
  const made = await createUpstream(ctx, { ...UPSTREAM_DEFAULTS, name: "Verifying", baseUrl: upstream.url });
  upstream.learn(made.secret);
  const product = await createProduct(
    ctx,
    CreateProductInput.parse({ slug: "signed", ...FIELDS, upstreamId: made.id, classes: [CLASS] }),
  );
  const key = await makeKey({ org: await makeOrg(), products: [product] });
  const credential = { "x-api-key": key.plaintext };
  for (const host of hosts) {
    await expect.poll(async () => (await call(host, credential)).status, { interval: 20 }).toBe(200);
  }
  const former = kidOf(await mint(world.keyward.url, key));

  const load = startLoad(key);
  const more = async () => {
    const seen = load.calls();
    await expect.poll(load.calls, { timeout: 30_000, interval: 10 }).toBeGreaterThan(seen + 150);
  };
  await more();
  const next = await prepareUpstreamSecret(ctx, { upstreamId: made.id });
  upstream.learn(made.secret, next);
  await more();
  await signWithNextSecret(await operator(), { upstreamId: made.id });
  for (const host of hosts) {
    const signedBy = async () => (await call(host, credential)).text;
    await expect.poll(signedBy, { timeout: LIVE_WITHIN_MS, interval: 20 }).toBe(next.kid);
  }
  upstream.learn(next);
  await more();

  const rotate = async () => rotateTokenKeys(await operator(), { endsAll: false, reason: "" });
  const { kid } = await rotate();
  for (const host of hosts) {
    const known = async () => (await publishedKids(host)).sort();
    await expect.poll(known, { timeout: LIVE_WITHIN_MS, interval: 20 }).toEqual([former, kid].sort());
  }
  await more();
  calendar.moveTo(calendar.now() + TOKEN_KEY_USED_AFTER_MS);
  for (const host of hosts) {
    const signedBy = async () => kidOf(await mint(host, key));
    await expect.poll(signedBy, { timeout: LIVE_WITHIN_MS, interval: 20 }).toBe(kid);
  }
  await more();
  await load.end();
  expect([...load.trouble]).toEqual([]);

  // No token of the former key lives any more: the next rotation drops it, and the one that has come since goes on.
  calendar.moveTo(calendar.now() + 16 * 60_000);
  await rotate();
  for (const host of hosts) {
    await expect
      .poll(() => publishedKids(host), { timeout: LIVE_WITHIN_MS, interval: 20 })
      .not.toContain(former);
    const answer = await call(host, { authorization: `Bearer ${await mint(host, key)}` });
    expect([answer.status, answer.text]).toEqual([200, next.kid]);
  }
}, 180_000);

test("what an operator changes of a product is in force at every one of several edges within a second of being saved", async () => {
  const { db } = await import("@/lib/db/client");
  const { getProduct } = await import("@/lib/products/list-all");
  const { disableProduct } = await import("@/lib/products/disable");
  const { enableProduct } = await import("@/lib/products/enable");
  const { updateProduct } = await import("@/lib/products/update");
  const { UpdateProductInput } = await import("@/lib/products/schemas");
  const { makeKey, makeOrg } = await import("@/test/factories");
  const ctx = await operator();
  const { id } = await db.product.findUniqueOrThrow({ where: { slug: "signed" }, select: { id: true } });
  const key = await makeKey({ org: await makeOrg(), products: [{ id }] });
  const tookMs: number[] = [];
  /** All hosts are asked at once, from the moment the change is committed. */
  const live = async (path: string, status: number) => {
    const committed = performance.now();
    const asked = hosts.map(async (host) => {
      const credential = { "x-api-key": key.plaintext };
      while ((await call(host, credential, path)).status !== status) {
        if (performance.now() - committed > 5_000)
          throw new Error(`${host}${path} is not ${status} after 5 s`);
      }
      tookMs.push(performance.now() - committed);
    });
    await Promise.all(asked);
  };
  await live("/signed/a", 200);
  tookMs.length = 0;
  for (const round of [1, 2, 3]) {
    const { classes, upstreamId, version } = await getProduct(ctx, id);
    const paths = [`/moved-${round}/{rest+}`];
    const edit = {
      ...FIELDS,
      upstreamId,
      productId: id,
      version,
      classes: classes.map((one) => ({ ...one, paths })),
    };
    await updateProduct(ctx, UpdateProductInput.parse(edit));
    await live(`/moved-${round}/a`, 200);
    await disableProduct(ctx, { productId: id, reason: "x" });
    await live(`/moved-${round}/a`, 404);
    await enableProduct(ctx, { productId: id, reason: "x" });
    await live(`/moved-${round}/a`, 200);
  }
  expect(tookMs).toHaveLength(9 * hosts.length);
  expect(Math.max(...tookMs)).toBeLessThan(LIVE_WITHIN_MS);
}, 180_000);
