import type { Page } from "@playwright/test";
import { randomBase62 } from "@/lib/std/base62";
import { expect, expectAccessible, signInAsStaff, test } from "./fixtures";

/** What a call without a key is told: 401 where a product is, 404 where none is. */
const statusOf = async (page: Page, path: string) => (await page.request.get(path)).status();

test("an operator adds an upstream and a product, which is live at once, rotates its signing secret and takes it out of service", async ({
  page,
}) => {
  const slug = `journey-${randomBase62(8).toLowerCase()}`;
  const path = `/${slug}/a/b`;
  const dialog = page.getByRole("dialog");
  await signInAsStaff(page, "operator");

  await test.step("a private address is refused at its field; the first secret is shown once", async () => {
    await page.goto("/staff/products/upstreams/new");
    await page.getByLabel("Name").fill(`Upstream ${slug}`);
    await page.getByLabel("Base URL").fill("http://10.0.0.1/v1");
    await page.getByRole("button", { name: "Try this address" }).click();
    await expect(page.getByRole("status").filter({ hasText: "is a private address" })).toBeVisible();
    await page.getByRole("button", { name: "Create upstream" }).click();
    await expect(page.getByLabel("Base URL")).toHaveAccessibleDescription(/is a private address/);
    await page.getByLabel("Base URL").fill("self:/samples");
    await page.getByRole("button", { name: "Create upstream" }).click();
    await expect(dialog.getByText(/^usk_/)).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Upstream ${slug}`);
    await expect(page.getByText("Signs every call", { exact: true })).toBeVisible();
  });

  await test.step("what is written is tried before it is saved; a tie is refused at its list", async () => {
    await page.goto("/staff/products/new");
    await page.getByLabel("Name").first().fill(`Product ${slug}`);
    await page.getByLabel("Identifier").first().fill(slug);
    await page.getByLabel("Paths").fill(`/${slug}/{rest+}\n/map/1/tile/basic/main/{a}/{b}/{c}.png`);
    await page.getByRole("combobox", { name: "Upstream" }).click();
    await page.getByRole("option", { name: `Upstream ${slug}` }).click();
    await page
      .getByRole("textbox", { name: "Path", exact: true })
      .fill(`https://example.com${path}?key=secret`);
    await expect(page.getByText("Once this is saved", { exact: true })).toBeVisible();
    await expect(page.getByText("404, of no product")).toBeVisible();
    await page.getByRole("button", { name: "Create product" }).click();
    await expect(page.getByLabel("Paths")).toHaveAccessibleDescription(/Line 2: Some path matches both/);
    expect(await statusOf(page, path)).toBe(404);
  });

  await test.step("created, it is live at every edge within a second", async () => {
    await page.getByLabel("Paths").fill(`/${slug}/{rest+}`);
    await page.getByRole("button", { name: "Create product" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Product ${slug}`);
    await expect.poll(() => statusOf(page, path), { timeout: 1000 }).toBe(401);
    await expect(page.getByText(/^Live at (the one edge|all \d+ edges)/).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("edited, disabled and enabled, it is what was said last", async () => {
    await page.getByLabel("Paths").fill(`/${slug}/moved/{rest+}`);
    await page.getByRole("button", { name: "Save product" }).click();
    await expect.poll(() => statusOf(page, path)).toBe(404);
    await expect.poll(() => statusOf(page, `/${slug}/moved/a`)).toBe(401);
    await page.getByRole("button", { name: "Disable product…" }).click();
    await dialog.getByLabel("Reason").fill("It was for a journey.");
    await dialog.getByRole("button", { name: "Disable product" }).click();
    await expect(page.getByRole("button", { name: "Enable product…" })).toBeVisible();
    await expect.poll(() => statusOf(page, `/${slug}/moved/a`)).toBe(404);
  });

  await test.step("a signing secret is rotated in two steps", async () => {
    await page.goto("/staff/products/upstreams");
    await page.getByRole("link", { name: `Upstream ${slug}` }).click();
    await page.getByRole("button", { name: "Rotate secret" }).click();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("Waits for the upstream to learn it")).toBeVisible();
    await page.getByRole("button", { name: "Sign with it" }).click();
    await dialog.getByRole("button", { name: "Sign with it" }).click();
    await expect(page.getByText("Signs no more", { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("system health shows the edge, and how long a change takes to reach it", async () => {
    await page.goto("/staff/health");
    const edges = page.getByRole("table", { name: "Edges" });
    await page.getByRole("button", { name: "Measure propagation" }).click();
    await expect(edges.getByText("with the dashboard").first()).toBeVisible();
    await expect(edges.getByText("not measured yet")).toHaveCount(0);
    await expectAccessible(page);
  });
});
