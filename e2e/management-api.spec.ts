import type { APIRequestContext, APIResponse } from "@playwright/test";
import { demo } from "./demo";
import { expect, signInAs, test } from "./fixtures";

const ORG = "fernwood-logistics";

type Key = { id: string; version: number; status: string; secrets: { status: string }[]; secret: string };

function tokenOf(org: string): string {
  const found = demo.tokens.find((candidate) => candidate.org === org);
  if (!found) throw new Error(`The demo has no management token of ${org}.`);
  return found.token;
}

/** The management API with this token. */
function api(request: APIRequestContext, token: string) {
  return (method: string, path: string, data?: unknown, headers: Record<string, string> = {}) =>
    request.fetch(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(data === undefined ? {} : { data }),
    });
}

/** A tile, of which a second may hold a thousand: a program is quicker than five calls a second. */
const callWith = (request: APIRequestContext, secret: string) =>
  request.get("/map/1/tile/basic/main/0/0/0.png?view=Unified", { headers: { "X-API-Key": secret } });

async function codeOf(answer: APIResponse): Promise<string | undefined> {
  return ((await answer.json()) as { code?: string }).code;
}

test("a program creates, restricts, rotates and deletes a key, and the edge follows each step", async ({
  request,
}) => {
  const ask = api(request, tokenOf(ORG));
  const name = `By program ${Date.now().toString(36)}`;
  const body = { name, products: [{ product: "map-display" }] };
  const idempotency = { "idempotency-key": `e2e-${name.replaceAll(" ", "-")}` };
  const created = await ask("POST", "/keys", body, idempotency);
  expect(created.status()).toBe(201);
  const { id, secret } = (await created.json()) as Key;
  const again = await ask("POST", "/keys", body, idempotency);
  expect(await again.json()).toEqual(await created.json());
  expect(again.headers()["idempotent-replayed"]).toBe("true");
  expect((await callWith(request, secret)).status()).toBe(200);

  await test.step("a domain is enforced at once; a stale change is refused", async () => {
    const restricted = await ask("PATCH", `/keys/${id}`, { restrictions: { domains: ["shop.example.com"] } });
    expect(restricted.headers().etag).toBe('"2"');
    expect(await codeOf(await callWith(request, secret))).toBe("domain_not_allowed");
    const stale = await ask("PATCH", `/keys/${id}`, { name: "X" }, { "if-match": '"1"' });
    expect([stale.status(), await codeOf(stale)]).toEqual([412, "version_mismatch"]);
    await ask("PATCH", `/keys/${id}`, { restrictions: { domains: [] } });
    expect((await callWith(request, secret)).status()).toBe(200);
  });

  await test.step("both secrets pass during the overlap, and the old one says so; finished, it has ended", async () => {
    const rotated = await ask("POST", `/keys/${id}/rotate`, { overlapSeconds: 3600 });
    const fresh = ((await rotated.json()) as Key).secret;
    const [now, before] = [await callWith(request, fresh), await callWith(request, secret)];
    expect([now.status(), before.status()]).toEqual([200, 200]);
    expect(now.headers()["x-key-rotation"]).toBeUndefined();
    expect(before.headers()["x-key-rotation"]).toContain(`key-id=${id}`);
    expect(before.headers()).toHaveProperty("deprecation");
    expect(before.headers()).toHaveProperty("sunset");
    expect((await ask("POST", `/keys/${id}/rotation/finish`)).status()).toBe(200);
    expect(await codeOf(await callWith(request, secret))).toBe("key_retired");
    expect((await callWith(request, fresh)).status()).toBe(200);

    await ask("POST", `/keys/${id}/disable`, { reason: "Checked by a test." });
    expect(await codeOf(await callWith(request, fresh))).toBe("key_disabled");
    await ask("POST", `/keys/${id}/enable`);
    expect((await callWith(request, fresh)).status()).toBe(200);
    expect((await ask("DELETE", `/keys/${id}`)).status()).toBe(204);
    expect(await codeOf(await callWith(request, fresh))).toBe("key_invalid");
  });

  await test.step("what was called is counted, and what was done is in the audit log", async () => {
    await expect
      .poll(async () => {
        const usage = await ask("GET", `/keys/${id}/usage?interval=minute`);
        return ((await usage.json()) as { totals: { requests: number } }).totals.requests;
      })
      .toBeGreaterThanOrEqual(9);
    const audit = await ask("GET", `/audit?targetId=${id}&limit=3`);
    const { data } = (await audit.json()) as { data: { action: string; actor: object }[] };
    expect(data.map(({ action }) => action)).toEqual(["key.deleted", "key.enabled", "key.disabled"]);
    expect(data[0]?.actor).toMatchObject({ type: "token", name: "Deployment pipeline" });
  });
});

test("a session cookie never opens the API, and another organization's token finds nothing here", async ({
  page,
}) => {
  await signInAs(page, "owner");
  for (const method of ["GET", "POST"]) {
    const answer = await page.request.fetch("/api/v1/keys", {
      method,
      data: method === "POST" ? {} : undefined,
    });
    expect([answer.status(), await codeOf(answer)]).toEqual([401, "token_missing"]);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  }
  const foreign = demo.keys.find(({ org }) => org === ORG)?.id;
  const answer = await api(page.request, tokenOf("kite-and-compass"))("GET", `/keys/${foreign}`);
  expect(answer.status()).toBe(404);
});

test("every address under the API answers a problem, never a page", async ({ request }) => {
  for (const path of ["", "/", "/nope", "/keys/x", "/keys/"]) {
    const answer = await request.get(`/api/v1${path}`, {
      headers: { "sec-fetch-mode": "navigate", accept: "text/html" },
    });
    expect(answer.headers()["content-type"], path).toBe("application/problem+json");
  }
  const document = await request.get("/api/v1/openapi.json");
  expect(await document.json()).toMatchObject({ openapi: "3.1.1" });
});

test("an owner makes a token, sees it once, and revokes it", async ({ page }) => {
  await signInAs(page, "owner");
  await page.goto(`/o/${ORG}/settings/tokens`);
  const name = `Journey ${Date.now().toString(36)}`;
  await page.getByRole("button", { name: "Create token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create token" }).click();
  await expect(dialog.getByText("Give the token a name, such as what will use it.")).toBeVisible();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("checkbox", { name: "usage:read" }).check();
  await dialog.getByRole("button", { name: "Create token" }).click();
  await expect(dialog.getByRole("heading", { name: "Copy the token now" })).toBeVisible();
  const token = (await dialog.getByText(/^kwm_[0-9A-Za-z]{49}$/).textContent()) ?? "";
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();

  const ask = api(page.request, token);
  expect((await ask("GET", "/keys?limit=1")).status()).toBe(200);
  expect(await codeOf(await ask("GET", "/members"))).toBe("insufficient_scope");

  await dialog.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("listitem").filter({ hasText: name }).first();
  await expect(row.getByText("Active")).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain(token.slice(10));
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(row.getByText("Revoked", { exact: true })).toBeVisible();
  expect(await codeOf(await ask("GET", "/keys"))).toBe("token_invalid");
});

test("a developer has no way to the tokens", async ({ page }) => {
  await signInAs(page, "developer");
  const answer = await page.goto(`/o/${ORG}/settings/tokens`);
  expect(answer?.status()).toBe(404);
});
