import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/logging/logger";
import type { MemberContext } from "@/lib/orgs/context";
import { askQpsQuestion } from "@/lib/qps/ask";
import { saveQpsDraft } from "@/lib/qps/save-draft";
import { SayQpsInput } from "@/lib/qps/schemas";
import { submitQpsRequest } from "@/lib/qps/submit";
import { newId } from "@/lib/std/id";
import { EVENT_TYPES } from "@/lib/webhooks/event-types";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, ownerCtx, staffCtx } from "@/test/contexts";
import { type KeyState, makeKey, makeOrg, makeProduct, type TestProduct } from "@/test/factories";
import { askWith, program } from "@/test/management";
import { wishFor } from "@/test/qps";
import { makeWebhook } from "@/test/webhooks";
import { openApi } from "./openapi";
import { problemAnswer } from "./problem";
import type { Route } from "./route";
import { ROUTES } from "./routes/all";
import { ALL_SCOPES } from "./scopes";
import { countRequest, FAILURES_PER_MINUTE, noteFailure, REQUESTS_PER_MINUTE } from "./throttle";
import { generateToken } from "./token-format";

type Setting = {
  state?: KeyState;
  isRotating?: boolean;
  body?: object;
  /** The QPS request the route is about. */
  request?: "draft" | "pending" | "question";
  /** The webhook the route is about, which has a delivery that was given up. */
  webhook?: "active" | "disabled";
};

/** What each change needs to find to succeed. A route without an entry does not pass. */
const SETTINGS: Record<string, Setting> = {
  createKey: { body: { name: "Shop", products: [{ product: "every" }] } },
  editKey: { body: { name: "Store" } },
  deleteKey: {},
  rotateKey: { body: { overlapSeconds: 3600 } },
  finishRotation: { isRotating: true },
  extendRotation: { isRotating: true, body: { overlapSeconds: 7200 } },
  cancelRotation: { isRotating: true },
  disableKey: {},
  enableKey: { state: "disabled" },
  restoreKey: { state: "deleted" },
  createQpsRequest: {},
  getQpsRequest: { request: "pending" },
  submitQpsRequest: { request: "draft" },
  answerQpsQuestion: { request: "question", body: { body: "Until Friday." } },
  commentOnQpsRequest: { request: "pending", body: { body: "Thanks." } },
  withdrawQpsRequest: { request: "pending" },
  createWebhook: { body: { name: "On-call", url: "https://93.184.215.14/hook" } },
  getWebhook: { webhook: "active" },
  editWebhook: { webhook: "active", body: { url: "https://93.184.215.14/other" } },
  deleteWebhook: { webhook: "active" },
  rotateWebhookSecret: { webhook: "active", body: { overlapHours: 24 } },
  disableWebhook: { webhook: "active" },
  enableWebhook: { webhook: "disabled" },
  listWebhookDeliveries: { webhook: "active" },
  testWebhook: { webhook: "active" },
  resendFailedDeliveries: { webhook: "active" },
  redeliverEvent: { webhook: "active" },
};

let product: TestProduct;
beforeAll(async () => {
  product = await makeProduct({ slug: "every" });
});

const WISH = { product: "every", qps: 25, reason: "A fair.", contact: "ada@example.test" };

/** A QPS request for the key, as far as a route needs it. */
async function requestFor(
  owner: MemberContext,
  keyId: string,
  state: NonNullable<Setting["request"]>,
): Promise<string> {
  const place = { key: { id: keyId }, classId: product.classId };
  if (state === "draft") return (await saveQpsDraft(owner, wishFor(place))).id;
  const { id } = await submitQpsRequest(owner, wishFor(place));
  if (state === "question") {
    await askQpsQuestion(await staffCtx(), SayQpsInput.parse({ requestId: id, body: "For how long?" }));
  }
  return id;
}

/** A webhook that leads to where nobody listens, and what could not be sent to it. */
async function webhookFor({ org }: MemberContext, state: NonNullable<Setting["webhook"]>) {
  const { id: webhookId } = await makeWebhook(org, state === "disabled" ? { disabledAt: NOW } : {});
  const payload = EVENT_TYPES["alert.raised"].example;
  const event = { id: newId("webhookEvent"), orgId: org.id, type: "alert.raised", at: NOW, payload };
  await db.webhookEvent.create({ data: event, select: { id: true } });
  const deliveryId = newId("webhookDelivery");
  const delivery = { id: deliveryId, webhookId, eventId: event.id, createdAt: NOW, givenUpAt: NOW };
  await db.webhookDelivery.create({ data: delivery, select: { id: true } });
  return { webhookId, deliveryId };
}

async function world(route: Route, ctx?: MemberContext) {
  const owner = ctx ?? (await adminCtx(await makeOrg()));
  const { state, isRotating, request, webhook, ...setting } = SETTINGS[route.operationId] ?? {};
  const key = await makeKey({ org: owner.org, products: [product], ...(state && { state }) });
  const body = route.operationId === "createQpsRequest" ? { ...WISH, key: key.id } : setting.body;
  const requestId = request && (await requestFor(owner, key.id, request));
  const hook = webhook && (await webhookFor(owner, webhook));
  const ids = { keyId: key.id, requestId, ...hook };
  const { ask, id: tokenId } = await program(owner);
  if (isRotating) await ask("POST", `/keys/${key.id}/rotate`, { body: { overlapSeconds: 3600 } });
  const path = route.path.replace(/\{(\w+)\}/, (_, name: keyof typeof ids) => ids[name] ?? "");
  const [, about] = /\{(\w+)\}/.exec(route.path) ?? [];
  return {
    org: owner.org,
    id: ids[(about ?? "keyId") as keyof typeof ids] ?? "",
    ask,
    tokenId,
    path,
    call: body === undefined ? {} : { body },
  };
}

const document = openApi() as { paths: Record<string, Record<string, unknown>>; components: object };
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...document, $id: "api" });

/** That the answer is what the document says of it. */
function expectDescribed(route: Route, body: unknown) {
  const pointer = [
    "paths",
    route.path,
    route.method.toLowerCase(),
    "responses",
    String(route.status),
    "content",
    "application/json",
    "schema",
  ].map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")));
  const isDescribed = ajv.compile({ $ref: `api#/${pointer.join("/")}` });
  expect(isDescribed(body), JSON.stringify(isDescribed.errors)).toBe(true);
}

/** All that a refused request may not have changed. */
async function everythingOf(orgId: string) {
  return JSON.stringify(
    [
      await db.key.findMany({ where: { orgId }, orderBy: { id: "asc" }, include: { products: true } }),
      await db.secret.findMany({ where: { orgId }, orderBy: { id: "asc" } }),
      await db.qpsRequest.findMany({ where: { orgId }, orderBy: { id: "asc" }, include: { messages: true } }),
      await db.webhook.findMany({ where: { orgId }, orderBy: { id: "asc" } }),
      await db.webhookDelivery.findMany({ where: { webhook: { orgId } }, orderBy: { id: "asc" } }),
      await db.auditEntry.count({ where: { chain: orgId } }),
    ],
    (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
  );
}

describe.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))("%s", (_, route) => {
  const isChange = route.method !== "GET";

  test("works, and a change is in the audit log as the token's", async () => {
    if (isChange) expect(SETTINGS, "a change needs a setting in this test").toHaveProperty(route.operationId);
    const { ask, path, call, org, tokenId } = await world(route);
    const told = await ask(route.method, path, call);
    expect(told.status, JSON.stringify(told.body)).toBe(route.status);
    expect(told.headers.get("ratelimit-policy")).toBe(`"management";q=${REQUESTS_PER_MINUTE};w=60`);
    expect(told.headers.get("ratelimit")).toMatch(/^"management";r=59\d;t=60$/);
    expect(told.headers.get("cache-control")).toBe("no-store");
    if (route.status !== 204) expectDescribed(route, told.body);
    if (!isChange) return;
    const where = { chain: org.id, action: route.audits ?? "", actorType: "token", actorId: tokenId };
    expect(await db.auditEntry.findMany({ where })).toMatchObject([
      { requestId: told.headers.get("x-request-id"), ip: "unknown" },
    ]);
  });

  test("is refused to a token with every scope but its own, and changes nothing", async () => {
    const owner = await ownerCtx(await makeOrg());
    const { path, call, org } = await world(route, owner);
    const others = await program(
      owner,
      ALL_SCOPES.filter((scope) => scope !== route.scope),
    );
    const before = await everythingOf(org.id);
    const told = await others.ask(route.method, path, call);
    expect(told).toMatchObject({ status: 403, body: { code: "insufficient_scope" } });
    expect(told.headers.get("www-authenticate")).toContain(`scope="${route.scope}"`);
    expect(await everythingOf(org.id)).toBe(before);
  });

  test("is refused without a token, with a cookie instead, and with one that does not work", async () => {
    const { path, call, org } = await world(route);
    const before = await everythingOf(org.id);
    const cookie = { cookie: "next-auth.session-token=x; __Host-session=y", origin: "http://localhost:3000" };
    for (const [token, headers, code] of [
      [null, {}, "token_missing"],
      [null, cookie, "token_missing"],
      [generateToken(), cookie, "token_invalid"],
    ] as const) {
      const told = await askWith(token, route.method, path, { ...call, headers: { ...headers } });
      expect(told).toMatchObject({ status: 401, body: { code } });
      expect(told.headers.get("www-authenticate")).toMatch(/^Bearer /);
      expect(told.headers.get("content-type")).toBe("application/problem+json");
    }
    expect(await everythingOf(org.id)).toBe(before);
  });

  test("refuses an unknown parameter, and a body that is no JSON object", async () => {
    const { ask, path, call } = await world(route);
    expect(await ask(route.method, `${path}?colour=red`, call)).toMatchObject({
      status: 422,
      body: { fields: { colour: [expect.any(String)] } },
    });
    if (!isChange) return;
    const json = { "content-type": "application/json" };
    for (const [body, headers, status] of [
      ["{", json, 400],
      ["[]", json, 422],
      ["null", json, 422],
      ['"x"', json, 422],
      ["name=x", { "content-type": "application/x-www-form-urlencoded" }, 415],
      [`{"a":"${"x".repeat(65_536)}"}`, json, 413],
      ['{"__proto__":{"x":1},"constructor":1}', json, 422],
    ] as const) {
      const told = await ask(route.method, path, { body, headers: { ...headers } });
      expect(told.status, body.slice(0, 20)).toBe(status);
      expect(told.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  if (route.path.includes("{")) {
    test("answers another organization's, an unknown and a malformed ID alike: not found", async () => {
      const theirs = await world(route);
      const mine = await world(route);
      const before = await everythingOf(theirs.org.id);
      const bodies = [];
      const unknown = theirs.id.replace(/_.*/, "_0000000000000000000000");
      for (const id of [theirs.id, unknown, "x", "..%2f..", unknown.replace(/_.*/, "_%00")]) {
        const told = await mine.ask(route.method, route.path.replace(/\{\w+\}/, id), mine.call);
        expect(told.status, id).toBe(404);
        const { instance: _i, requestId: _r, detail: _d, ...rest } = told.body;
        bodies.push(JSON.stringify(rest));
      }
      expect(new Set(bodies).size).toBe(1);
      expect(await everythingOf(theirs.org.id)).toBe(before);
    });
  }

  if (isChange) {
    const level = logger.level;
    afterAll(() => {
      logger.level = level;
    });

    test("changes nothing when the audit row cannot be written", async () => {
      const { ask, path, call, org } = await world(route);
      const before = await everythingOf(org.id);
      logger.level = "silent";
      const told = await whileAuditFails(() => ask(route.method, path, call));
      expect(told).toMatchObject({ status: 500, body: { code: "internal" } });
      expect(JSON.stringify(told.body)).not.toMatch(/audit|prisma|constraint/i);
      expect(await everythingOf(org.id)).toBe(before);
    });
  }
});

describe("what is no route", () => {
  test.each(["/", "", "/nope", "/keys/", "/keys/a/b", "//keys", "/keys/key_0/rotation"])(
    "%j is a problem, and no page",
    async (path) => {
      const told = await askWith(null, "GET", path);
      expect(told).toMatchObject({ status: 404, body: { code: "not_found", status: 404 } });
      expect(told.headers.get("content-type")).toBe("application/problem+json");
    },
  );

  test("a method that an address does not take is told which it takes", async () => {
    const told = await askWith(null, "PUT", "/keys");
    expect(told).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
    expect(told.headers.get("allow")).toBe("HEAD, GET, POST");
  });
});

describe("the API's own limit", () => {
  test("refuses a token over it and says when to come back; another token is not touched", async () => {
    const ctx = await adminCtx(await makeOrg());
    const { id, ask } = await program(ctx);
    for (let n = 0; n < REQUESTS_PER_MINUTE; n += 1) countRequest(id, NOW);
    const told = await ask("GET", "/keys");
    expect(told).toMatchObject({ status: 429, body: { code: "too_many_attempts" } });
    expect(told.headers.get("retry-after")).toBe("60");
    expect(told.headers.get("ratelimit")).toBe('"management";r=0;t=60');
    expect(await (await program(ctx)).ask("GET", "/keys")).toMatchObject({ status: 200 });
    const later = new Date(NOW.getTime() + 60_000);
    expect(await ask("GET", "/keys", { now: later })).toMatchObject({ status: 200 });
  });

  test("stops an address that tries tokens, before the database is asked", async () => {
    for (let n = 0; n < FAILURES_PER_MINUTE; n += 1) noteFailure("192.0.2.99", NOW);
    const headers = { "x-keyward-client": "192.0.2.99" };
    const told = await askWith(generateToken(), "GET", "/keys", { headers });
    expect(told).toMatchObject({ status: 429 });
    expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

test("a fault of ours says nothing of itself", async () => {
  logger.level = "silent";
  const answer = problemAnswer(new Error("column token_hash"), { requestId: "req_1", path: "/api/v1/keys" });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("token_hash");
});
