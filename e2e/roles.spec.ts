import { firstKey } from "./demo";
import { expect, signInAs, signInAsStaff, test, totalRequests } from "./fixtures";

test("a viewer sees keys and numbers, and can neither create, copy nor delete", async ({ page }) => {
  await signInAs(page, "viewer");
  await page.goto("/o/fernwood-logistics/keys");
  await expect(page.getByText("Fleet tracker").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Create key" })).toHaveCount(0);
  await page.goto("/o/fernwood-logistics/keys/new");
  await expect(page.getByLabel("Name")).toHaveCount(0);

  await page.goto(`/o/fernwood-logistics/keys/${firstKey("search").id}`);
  await expect(page.getByRole("button", { name: /^Copy secret kw_/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /delete key/i })).toHaveCount(0);
  await page.goto("/o/fernwood-logistics/analytics");
  await expect(totalRequests(page)).not.toHaveText("0");
});

test("a developer copies own keys only", async ({ page }) => {
  await signInAs(page, "developer");
  await page.goto("/o/fernwood-logistics/keys");
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row("Fleet tracker").getByRole("button", { name: /^Copy secret kw_/ })).toHaveCount(1);
  await expect(row("Depot kiosk")).toBeVisible();
  await expect(row("Depot kiosk").getByRole("button", { name: /^Copy secret kw_/ })).toHaveCount(0);
});

test("staff without an organization land in their console, and see no customer's dashboard unasked", async ({
  page,
}) => {
  await signInAsStaff(page, "support");
  await expect(page.getByRole("link", { name: "Staff console" })).toBeVisible();
  const answer = await page.goto("/o/fernwood-logistics/keys");
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("Fleet tracker")).toHaveCount(0);
});

test("a person of two organizations switches between them", async ({ page }) => {
  await signInAs(page, "admin");
  await page.goto("/o/fernwood-logistics/keys");
  await page
    .getByRole("button", { name: /Fernwood Logistics/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: /Kite & Compass/ }).click();
  await page.waitForURL("**/o/kite-and-compass/**");
  await expect(page.getByText("Hiking blog").first()).toBeVisible();
});
