import type { Page } from "@playwright/test";
import { firstKey } from "./demo";
import { expect, expectAccessible, signInAs, signInAsStaff, test } from "./fixtures";

const PUBLIC = [
  "/",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/invite",
  "/docs",
  "/docs/errors",
  "/docs/metrics",
  "/docs/tokens",
  "/docs/api",
  "/docs/gateways",
  "/docs/webhooks",
  "/docs/leaks",
  "/docs/guides",
  "/docs/guides/storing-keys",
  "/why",
  "/mail",
  "/no-such-page",
];
const KEY = `keys/${firstKey("map-display").id}`;
const INSIDE = [
  "keys",
  "keys/new",
  "keys/hygiene",
  "keys/trash",
  KEY,
  `${KEY}/edit`,
  `${KEY}/rotation`,
  "leak",
  `leak/${firstKey("map-display").id}`,
  "analytics",
  "analytics/requests",
  "analytics/requests?live=true",
  "analytics/report",
  "alerts",
  "alerts/rules",
  "requests",
  `requests/new?key=${firstKey("search").id}`,
  "map",
  "members",
  "audit",
  "settings/policies",
  "settings/policies/restrictions",
  "settings/tokens",
  "settings/webhooks",
  "notices",
  "notices/preferences",
].map((path) => `/o/fernwood-logistics/${path}`);

/** Pages of the provider's staff, as an operator sees them. */
const CONSOLE = [
  "",
  "/orgs",
  "/plans",
  "/plans/new",
  "/billing",
  "/announcements",
  "/team",
  "/settings",
  "/settings/keys",
  "/settings/leak-intake",
  "/requests",
  "/requests/policy",
  "/notices",
].map((path) => `/staff${path}`);

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

/** On a phone: the same page, narrow. */
async function expectNoSidewaysScroll(page: Page, path: string) {
  const { width = 1280, height = 720 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width: 390, height: 844 });
  const excess = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(excess, path).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width, height });
}

test("on any public page: nothing serious, light and dark; nothing that scrolls sideways on a phone", async ({
  page,
}) => {
  test.setTimeout(600_000);
  for (const path of PUBLIC) {
    await test.step(path, async () => {
      await page.goto(path, { waitUntil: "networkidle" });
      await expectAccessibleInBothThemes(page, path);
      await expectNoSidewaysScroll(page, path);
    });
  }
});

test("on any page of the dashboard: nothing serious, light and dark; nothing that scrolls sideways on a phone", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await signInAs(page, "owner");
  for (const path of [...INSIDE, "/account", "/account/second-factor", "/new-org", "/o"]) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      // A live tail is never idle.
      if (!path.includes("live=")) await page.waitForLoadState("networkidle");
      await expectAccessibleInBothThemes(page, path);
      await expectNoSidewaysScroll(page, path);
    });
  }
});

test("on a QPS request and the form of a draft: nothing serious; nothing that scrolls sideways on a phone", async ({
  page,
}) => {
  await signInAs(page, "owner");
  await page.goto("/o/fernwood-logistics/requests");
  await page.getByRole("row").filter({ hasText: "Read-only reports" }).getByRole("link").click();
  for (const name of ["Not sent yet", "Nothing is sent before you say so."]) {
    await expect(page.getByText(name)).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page, page.url());
    const edit = page.getByRole("link", { name: "Edit and send" });
    if (await edit.isVisible()) await edit.click();
  }
});

test("on any page of the staff console: nothing serious; nothing that scrolls sideways on a phone", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await signInAsStaff(page, "operator");
  for (const path of CONSOLE) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectAccessibleInBothThemes(page, path);
      await expectNoSidewaysScroll(page, path);
    });
  }
});
