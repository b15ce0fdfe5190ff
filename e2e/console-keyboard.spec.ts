import type { APIRequestContext, Page } from "@playwright/test";
import { randomBase62 } from "@/lib/std/base62";
import { demo } from "./demo";
import { expect, signInAsStaff, test } from "./fixtures";
import { choose, pick, press, select, tabTo, type } from "./keyboard";
import { makeKey } from "./made-key";

// Not one press of a mouse in this file: what it does, an operator does who has only a keyboard.

/** A request that waits for a decision, sent by a program of the customer. */
async function makeQpsRequest(request: APIRequestContext, name: string): Promise<void> {
  const { id } = await makeKey(request, name);
  const token = demo.tokens.find((one) => one.org === "fernwood-logistics")?.token ?? "";
  const answer = await request.post("/api/v1/qps-requests", {
    headers: { authorization: `Bearer ${token}` },
    data: { key: id, product: "search", qps: 25, reason: "A trade fair.", contact: "ops@fernwood.example" },
  });
  expect(answer.status()).toBe(201);
}

/** By the sidebar, which is behind whoever has worked in the page. */
async function goTo(page: Page, place: string): Promise<void> {
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: place, exact: true });
  await tabTo(page, link, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
}

test("customers, plans, announcements and requests are dealt with by keyboard", async ({ page, request }) => {
  const stamp = Date.now().toString(36);
  await makeQpsRequest(request, `Fair ${stamp}`);
  await signInAsStaff(page, "operator");
  const dialog = page.getByRole("dialog");

  await test.step("a customer is found, suspended with a reason, and let go", async () => {
    await goTo(page, "Organizations");
    await type(page, page.getByRole("searchbox", { name: "Search organizations" }), "kite");
    await page.waitForURL(/[?&]q=kite/);
    await press(page, page.getByRole("link", { name: "Kite & Compass" }));
    const breadcrumb = page.getByRole("navigation", { name: "Breadcrumb" });
    await expect(breadcrumb).toContainText("Organizations");
    await expect(breadcrumb).toContainText("Kite & Compass");
    const suspend = page.getByRole("button", { name: "Suspend organization" });
    await press(page, suspend);
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(suspend).toBeFocused();
    await page.keyboard.press("Enter");
    await type(page, dialog.getByLabel("Reason"), "The card was refused.");
    await press(page, dialog.getByRole("button", { name: "Suspend organization" }));
    await expect(page.getByText("Suspended: every call with any of its keys is refused")).toBeVisible();
    const lift = page.getByRole("button", { name: "Lift suspension" });
    await expect(lift).toBeFocused();
    await page.keyboard.press("Enter");
    await press(page, dialog.getByRole("button", { name: "Lift suspension" }));
    await expect(suspend).toBeVisible();
  });

  await test.step("a plan is made, sent with Enter, and retired", async () => {
    await goTo(page, "Plans");
    await press(page, page.getByRole("link", { name: "Create plan" }));
    await type(page, page.getByLabel("Name"), `Typed ${stamp}`);
    await choose(page, page.getByRole("radio", { name: "Self-serve" }));
    await type(page, page.getByLabel("Keys"), "250");
    await page.keyboard.press("Enter");
    const plan = page.getByRole("listitem").filter({ hasText: `Typed ${stamp}` });
    await press(page, plan.getByRole("button", { name: /^Retire/ }));
    await expect(plan.getByText("Not offered any more", { exact: true })).toBeVisible();
  });

  await test.step("a line is announced and ended", async () => {
    const message = `Maintenance ${stamp}`;
    await goTo(page, "Announcements");
    await press(page, page.getByRole("button", { name: "Announce", exact: true }));
    await type(page, dialog.getByLabel("Message"), message);
    await choose(page, dialog.getByRole("radio", { name: /^Warning/ }));
    await select(page, dialog.getByRole("combobox", { name: "For" }), /Self-serve only/);
    await press(page, dialog.getByRole("button", { name: "Announce" }));
    await press(page, page.getByRole("button", { name: `End now: ${message}` }));
    await expect(page.getByRole("listitem").filter({ hasText: message })).toContainText("Over");
  });

  await test.step("a part of what was asked for is approved, until a day", async () => {
    await goTo(page, "QPS requests");
    const search = page.getByRole("searchbox", { name: "Search requests" });
    await type(page, search, `Fair ${stamp}`);
    await page.keyboard.press("Enter");
    await page.waitForURL(/[?&]q=Fair/);
    await press(
      page,
      page
        .getByRole("row")
        .filter({ hasText: `Fair ${stamp}` })
        .getByRole("link"),
    );
    await type(page, page.getByLabel("Granted QPS"), "20");
    await press(page, page.getByRole("button", { name: "In 30 days" }), "Space");
    await type(page, page.getByLabel("Note"), "More in spring.");
    await press(page, page.getByRole("button", { name: "Approve 20 QPS in part" }));
    await expect(page.getByRole("list", { name: "History" })).toContainText("More in spring.");
    await expect(page.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  });
});

test("upstreams, products, staff, health and settings are reached and run by keyboard", async ({ page }) => {
  const slug = `typed-${randomBase62(8).toLowerCase()}`;
  await signInAsStaff(page, "operator");
  const dialog = page.getByRole("dialog");

  await test.step("an upstream, and its first secret", async () => {
    await goTo(page, "Products");
    await press(page, page.getByRole("link", { name: "Upstreams" }));
    await press(page, page.getByRole("link", { name: "Create upstream" }));
    await type(page, page.getByLabel("Name"), `Upstream ${slug}`);
    await type(page, page.getByLabel("Base URL"), "self:/samples");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(/^usk_/)).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Done" }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Upstream ${slug}`);
  });

  await test.step("a product, tried before it is created, then taken out of service", async () => {
    await goTo(page, "Products");
    await press(page, page.getByRole("link", { name: "Create product" }));
    await type(page, page.getByLabel("Name").first(), `Product ${slug}`);
    await type(page, page.getByLabel("Identifier").first(), slug);
    await type(page, page.getByLabel("Paths"), `/${slug}/{rest+}`);
    await select(page, page.getByRole("combobox", { name: "Upstream" }), new RegExp(`^Upstream ${slug}`));
    await type(page, page.getByRole("textbox", { name: "Path", exact: true }), `/${slug}/a`);
    await expect(page.getByText("Once this is saved", { exact: true })).toBeVisible();
    await press(page, page.getByRole("button", { name: "Create product" }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Product ${slug}`);
    await press(page, page.getByRole("button", { name: "Disable product…" }));
    await type(page, dialog.getByLabel("Reason"), "It was for a journey.");
    await press(page, dialog.getByRole("button", { name: "Disable product" }));
    await expect(page.getByRole("button", { name: "Enable product…" })).toBeVisible();
  });

  await test.step("staff: a role is looked at and left as it is", async () => {
    await goTo(page, "Staff");
    const menu = page.getByRole("button", { name: /^Actions for/ }).first();
    await pick(page, menu, "Change role…");
    await expect(dialog.getByRole("radio").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
  });

  await test.step("health is measured; settings lead on", async () => {
    await goTo(page, "System health");
    await press(page, page.getByRole("button", { name: "Measure propagation" }));
    await expect(page.getByRole("table", { name: "Edges" }).getByText("not measured yet")).toHaveCount(0);
    await goTo(page, "Settings");
    await press(page, page.getByRole("link", { name: "Open QPS policy" }));
    await expect(page.getByRole("heading", { level: 1, name: /policy/i })).toBeVisible();
  });
});
