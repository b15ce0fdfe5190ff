import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, pasted, signInAs, test } from "./fixtures";

const KEYS = "/o/fernwood-logistics/keys";
const SHOP = "https://shop.example.com";

/** What a browser on a page of `origin` gets with this secret. */
async function callFrom(request: APIRequestContext, secret: string, origin?: string) {
  const answer = await request.get("/search/2/geocode/Lisbon.json", {
    headers: { "X-API-Key": secret, ...(origin && { Origin: origin }) },
  });
  const body = (await answer.json()) as { code?: string };
  return { status: answer.status(), code: body.code };
}

async function createKey(page: Page, name: string): Promise<{ secret: string; path: string }> {
  await page.goto(`${KEYS}/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /Search/ }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/keys\/key_/);
  const path = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "Copy secret", exact: true }).click();
  await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
  return { secret: await pasted(page), path };
}

const setMode = (page: Page, restriction: string, mode: string) =>
  page.getByRole("radiogroup", { name: restriction }).getByRole("radio", { name: mode }).click();
const save = (page: Page) => page.getByRole("button", { name: "Save changes" }).click();

test("a key is restricted to a domain, lowered and renamed in one save, and every call notices", async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(["clipboard-write"]);
  await signInAs(page, "developer");
  const name = `Edit ${Date.now().toString(36)}`;
  const { secret, path } = await createKey(page, name);
  expect(await callFrom(request, secret, "https://elsewhere.example")).toMatchObject({ status: 200 });

  await page.goto(path);
  await expect(page.getByText(/^Unrestricted:/)).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.waitForURL(`${path}/edit`);
  await expect(page.getByRole("button", { name: "Save changes" })).toBeDisabled();

  await test.step("a wrong entry is named while typing, and what a pattern matches is shown", async () => {
    await setMode(page, "Domains", "Enforce");
    const field = page.getByLabel("Allowed domains");
    await field.fill("shop.example.com, https://bad.example");
    await expect(page.getByText('"https://bad.example": leave out the scheme')).toBeVisible();
    await expect(page.getByText("https://www.shop.example.com", { exact: true })).toBeVisible();
    await field.fill("shop.example.com, *.co.uk");
    await save(page);
    await expect(page.getByText('"*.co.uk": anybody can have a site there')).toBeVisible();
    await field.fill("shop.example.com");
    await expectAccessible(page);
  });

  await test.step("more than was agreed is refused at its field; nothing is saved", async () => {
    await page.getByRole("textbox", { name: "Name" }).fill(`${name} edited`);
    const qps = page.getByRole("textbox", { name: /^Lower the QPS of Search/ });
    await qps.fill("6");
    await save(page);
    await expect(page.getByText("You can set this to 5 at most. Ask us if you need more.")).toBeVisible();
    expect(await callFrom(request, secret, "https://elsewhere.example")).toMatchObject({ status: 200 });
    await qps.fill("4");
  });

  await test.step("leaving asks, and staying keeps what was typed", async () => {
    await page.getByRole("link", { name: "Members" }).first().click();
    await expect(page.getByRole("dialog")).toContainText("Leave without saving?");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByLabel("Allowed domains")).toHaveValue("shop.example.com");
  });

  await save(page);
  await page.waitForURL((url) => url.pathname === path);
  await expect(page.getByRole("heading", { level: 1, name: `${name} edited` })).toBeVisible();
  await expect(page.getByText("lowered from 5")).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit restrictions" })).toBeVisible();
  expect(await callFrom(request, secret, SHOP)).toMatchObject({ status: 200 });
  expect(await callFrom(request, secret, "https://elsewhere.example")).toEqual({
    status: 403,
    code: "domain_not_allowed",
  });
  expect(await callFrom(request, secret)).toEqual({ status: 403, code: "domain_not_allowed" });

  await page.goto(`${KEYS}?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole("table").getByText("shop.example.com")).toBeVisible();
});

test("of two editors the second sees what the first saved, and merges instead of overwriting", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-write"]);
  await signInAs(page, "owner");
  const name = `Two editors ${Date.now().toString(36)}`;
  const { path } = await createKey(page, name);
  const other = await context.newPage();
  await Promise.all([page.goto(`${path}/edit`), other.goto(`${path}/edit`)]);

  await other.getByRole("textbox", { name: "Name" }).fill(`${name} theirs`);
  await other.getByRole("radio", { name: "Read", exact: true }).click();
  await save(other);
  await other.waitForURL((url) => url.pathname === path);
  await other.close();

  await page.getByRole("textbox", { name: "Name" }).fill(`${name} mine`);
  await setMode(page, "Domains", "Observe");
  await page.getByLabel("Allowed domains").fill("shop.example.com");
  await save(page);
  const panel = page.getByRole("region", { name: "Somebody else saved this key while you were editing it" });
  await expect(panel).toBeVisible();
  await expect(panel).toContainText(`${name} theirs`);
  await expect(panel).toContainText("Access: changed by them only");
  await expectAccessible(page);
  await panel.getByRole("radiogroup", { name: "Name" }).getByRole("radio", { name: "Take theirs" }).click();
  await panel.getByRole("button", { name: "Merge into my form" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(`${name} theirs`);
  await expect(page.getByRole("radio", { name: "Read", exact: true })).toBeChecked();
  await expect(page.getByText("Not saved yet: Domains")).toBeVisible();
  await save(page);
  await page.waitForURL((url) => url.pathname === path);
  await expect(page.getByRole("heading", { level: 1, name: `${name} theirs` })).toBeVisible();
  await expect(page.getByText("Observed only: nothing is refused yet.")).toBeVisible();
});

test("who may not edit a key is offered no way to, and finds no page", async ({ page }) => {
  await signInAs(page, "viewer");
  await page.goto(KEYS);
  await page.getByRole("link", { name: "Fleet tracker" }).first().click();
  await page.waitForURL(/\/keys\/key_/);
  await expect(page.getByRole("heading", { level: 2, name: "Restrictions" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Edit/ })).toHaveCount(0);
  const answer = await page.goto(`${new URL(page.url()).pathname}/edit`);
  expect(answer?.status()).toBe(404);
});
