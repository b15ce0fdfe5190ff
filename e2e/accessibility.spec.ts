import type { Page } from "@playwright/test";
import { firstKey } from "./demo";
import { expect, expectAccessible, signInAs, test } from "./fixtures";

const PUBLIC = [
  "/",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/invite",
  "/docs",
  "/docs/errors",
  "/docs/tokens",
  "/docs/api",
  "/docs/gateways",
  "/docs/guides",
  "/docs/guides/storing-keys",
  "/mail",
  "/no-such-page",
];
const KEY = `keys/${firstKey("map-display").id}`;
const INSIDE = [
  "keys",
  "keys/new",
  "keys/trash",
  KEY,
  `${KEY}/edit`,
  `${KEY}/rotation`,
  "leak",
  "analytics",
  "map",
  "members",
  "audit",
  "settings/policies",
  "settings/policies/restrictions",
  "settings/tokens",
].map((path) => `/o/fernwood-logistics/${path}`);

/** Between them they hold every kind of thing that is drawn: the themes differ in colours alone. */
const IN_DARK = [
  "/",
  "/sign-in",
  "/docs/gateways",
  ...[
    "keys",
    KEY,
    `${KEY}/edit`,
    `${KEY}/rotation`,
    "analytics",
    "members",
    "audit",
    "settings/policies",
  ].map((path) => `/o/fernwood-logistics/${path}`),
  "/account",
];

/** One visit, both themes: what a person sees who changes theirs while the page is open. They differ in colours alone. */
async function expectAccessibleInBothThemes(page: Page, path: string) {
  for (const colorScheme of IN_DARK.includes(path) ? (["light", "dark"] as const) : (["light"] as const)) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
    await test.step(colorScheme, () => expectAccessible(page, rules));
  }
}

test("nothing serious on any public page, light and dark", async ({ page }) => {
  test.setTimeout(600_000);
  for (const path of PUBLIC) {
    await test.step(path, async () => {
      await page.goto(path, { waitUntil: "networkidle" });
      await expectAccessibleInBothThemes(page, path);
    });
  }
});

test("nothing serious on any page of the dashboard, light and dark", async ({ page }) => {
  test.setTimeout(600_000);
  await signInAs(page, "owner");
  for (const path of [...INSIDE, "/account", "/account/second-factor", "/new-org", "/o"]) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForTimeout(500);
      await expectAccessibleInBothThemes(page, path);
    });
  }
});

test.describe("390 px wide", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("no page scrolls sideways", async ({ page }) => {
    test.setTimeout(600_000);
    await signInAs(page, "owner");
    for (const path of ["/", "/docs", "/docs/errors", ...INSIDE, "/account", "/account/second-factor"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForTimeout(300);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, path).toBeLessThanOrEqual(0);
    }
  });
});
