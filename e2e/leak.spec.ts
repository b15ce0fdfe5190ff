import { createHash } from "node:crypto";
import type { Page, Request } from "@playwright/test";
import { demo, firstKey } from "./demo";
import { expect, expectAccessible, signInAs, test } from "./fixtures";
import { makeKey } from "./made-key";

const ORG = "/o/fernwood-logistics";

/** Everything a page sends from now on, as one text: addresses, headers, bodies. */
function watch(page: Page): { requests: string[]; all: () => string } {
  const requests: string[] = [];
  const note = (request: Request) =>
    requests.push([request.url(), JSON.stringify(request.headers()), request.postData() ?? ""].join("\n"));
  page.context().on("request", note);
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => requests.push(String(payload))));
  return { requests, all: () => requests.join("\n") };
}

test("a leaked key is found, restricted, rotated and killed, and its secret never leaves the browser", async ({
  page,
  request,
}) => {
  await signInAs(page, "owner");
  const name = `Leak ${Date.now().toString(36)}`;
  const { secret } = await makeKey(request, name);
  const call = async (with_: string) =>
    (await request.get("/search/2/geocode/Lisbon.json", { headers: { "X-API-Key": with_ } })).status();
  expect(await call(secret)).toBe(200);

  await page.goto(`${ORG}/leak`);
  const sent = watch(page);
  await test.step("paste: only the SHA-256 is sent", async () => {
    const box = page.getByLabel("Leaked text");
    await box.fill(`GET /search?key=${encodeURIComponent(secret)} HTTP/1.1\nsee key_${"a".repeat(22)}`);
    await page.getByRole("button", { name: "Look up secret" }).click();
    await expect(page.getByText("It works now, for whoever has it")).toBeVisible();
    await expect(box).toHaveValue("");
    expect(sent.all()).toContain(createHash("sha256").update(secret).digest("hex"));
    await expectAccessible(page);
  });
  const card = page.getByRole("region", { name: `Leak of ${name}` });

  await test.step("restrict to known addresses, with one that was typed", async () => {
    await card.getByRole("radio", { name: "Restrict the key to known addresses" }).check();
    await card.getByLabel(/ddresses and networks/).fill("192.0.2.0/24");
    await card.getByRole("button", { name: "Restrict key" }).click();
    await expect(card.getByText("Restricted to the addresses you listed.")).toBeVisible();
    await expect(card.getByText("It works now, from the allowed addresses")).toBeVisible();
    expect(await call(secret)).toBe(403);
  });

  await test.step("rotate with an hour: the new secret is shown to copy", async () => {
    await card.getByRole("radio", { name: /Rotate, and let the leaked secret work/ }).check();
    await card.getByLabel("Incident note").fill("In a public log.");
    await card.getByRole("button", { name: "Rotate key" }).click();
    await expect(card.getByRole("region", { name: "New secret" }).getByText(/^kw_/)).toBeVisible();
    await expect(card.getByText("Being replaced", { exact: true })).toBeVisible();
  });

  await test.step("end the leaked secret, then kill the key", async () => {
    await card.getByRole("radio", { name: "End the leaked secret" }).check();
    await card.getByRole("button", { name: "End leaked secret" }).click();
    await expect(card.getByText("This secret has ended", { exact: true })).toBeVisible();
    expect(await call(secret)).toBe(401);
  });

  await test.step("nothing that was sent holds the secret, in any spelling", async () => {
    const all = sent.all();
    expect(sent.requests.length).toBeGreaterThan(4);
    const bytes = Buffer.from(secret);
    for (const spelling of [
      secret,
      secret.slice(3, 23),
      secret.slice(23, 43),
      bytes.toString("base64").slice(0, 24),
      bytes.toString("hex").slice(0, 24),
      encodeURIComponent(secret),
      [...secret].reverse().join(""),
    ]) {
      expect(all).not.toContain(spelling);
    }
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state]),
    );
    expect(kept).not.toContain(secret.slice(3, 23));
  });
});

test("from a key's menu, the wizard kills it and deals with its siblings", async ({ page, request }) => {
  await signInAs(page, "owner");
  const stamp = Date.now().toString(36);
  await makeKey(request, `Sibling ${stamp}`);
  await makeKey(request, `Spilled ${stamp}`);
  await page.goto(`${ORG}/keys?q=Spilled+${stamp}`);
  await page
    .getByRole("button", { name: `Actions for Spilled ${stamp}` })
    .last()
    .click();
  await page.getByRole("menuitem", { name: "This key leaked…" }).click();
  const card = page.getByRole("region", { name: `Leak of Spilled ${stamp}` });
  await card.getByRole("radio", { name: "Disable the key" }).check();
  await card.getByLabel("Incident note").fill("Laptop was stolen.");
  await card.getByRole("button", { name: "Disable key" }).click();
  await expect(card.getByText("Disabled. Every call is refused.")).toBeVisible();
  await expect(card.getByText("The key is disabled", { exact: true })).toBeVisible();

  const siblings = page.getByRole("region", { name: "Siblings" }).first();
  await siblings.getByRole("checkbox", { name: `Choose Sibling ${stamp}` }).check();
  await siblings.getByRole("button", { name: /^Rotate 1 key/ }).click();
  const row = siblings.getByRole("row", { name: new RegExp(`Sibling ${stamp}`) });
  await expect(row.getByText("Rotated")).toBeVisible();
  await expect(row.getByRole("button", { name: /^Copy new secret/ })).toBeVisible();
});

test("a viewer can look and not act; another organization's secret is unknown, and its key is no error", async ({
  page,
}) => {
  await signInAs(page, "viewer");
  await page.goto(`${ORG}/leak?key=${firstKey("map-display").id}`);
  await expect(page.getByText("Tell somebody who can act")).toBeVisible();
  await expect(page.getByRole("radio", { name: /Disable|Rotate|Restrict|Report/ })).toHaveCount(0);
  const theirs = demo.keys.find(({ org }) => !ORG.endsWith(`/${org}`));
  await page.goto(`${ORG}/leak?key=${theirs?.id}`);
  await page.getByLabel("Leaked text").fill(theirs?.secret ?? "");
  await page.getByRole("button", { name: "Look up secret" }).click();
  await expect(page.getByText("This is no secret of your organization")).toBeVisible();
  await expect(page.getByText("What it can do")).toHaveCount(0);
});
