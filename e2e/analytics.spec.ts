import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { demo, firstKey } from "./demo";
import { expect, signInAs, test } from "./fixtures";

const ANALYTICS = "/o/fernwood-logistics/analytics";

const panel = (page: Page, name: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("a person compares, zooms in by dragging, reads a panel as a table and takes it along as a file", async ({
  page,
}) => {
  await signInAs(page, "owner");
  await page.goto(`${ANALYTICS}?range=7d`);
  for (const name of [
    "Requests",
    "Response time",
    "Error rate",
    "Authentication",
    "Data transferred",
    "Refusals by code",
    "Endpoints",
    "Source IP",
    "Countries",
    "User agents",
  ])
    await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();

  await page.getByRole("combobox", { name: "Compare with" }).click();
  await page.getByRole("option", { name: "Previous period" }).click();
  await expect(page).toHaveURL(/compare=previous/);
  await expect(page.getByText(/ against /).first()).toBeVisible();

  const chart = panel(page, "Requests").locator(".recharts-surface").first();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box === null) throw new Error("The chart has a place.");
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/start=.+&end=/);
  const zoomed = page.getByRole("button", { name: /Zoomed to/ });
  await expect(zoomed).toBeVisible();
  await page.reload();
  await zoomed.click();
  await expect(page).not.toHaveURL(/start=/);

  await page.getByText("Requests as a table").click();
  await expect(page.getByRole("table", { name: "Requests", exact: true })).toContainText("Before");

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Countries as CSV" }).click();
  const file = readFileSync(await (await coming).path(), "utf8")
    .trim()
    .split("\r\n");
  expect(file[0]).toBe("country,requests_at_least,not_told_apart");
  expect(file.length).toBeGreaterThan(1);
});

test("every panel of numbers goes out as a file, as CSV and as JSON", async ({ page }) => {
  await signInAs(page, "owner");
  await page.goto(`${ANALYTICS}?range=7d&key=${firstKey("map-display").id}`);
  await expect(page.getByRole("heading", { name: "Quotas", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Error rate", exact: true })).toBeVisible();
  const panels = page.locator("section").filter({ has: page.getByRole("heading", { level: 2 }) });
  const links = await panels.evaluateAll((found) =>
    found
      .filter((one) => one.querySelector("section") === null && one.querySelector("svg, table, li") !== null)
      .map(
        (one) =>
          [
            one.querySelector("h2")?.textContent ?? "",
            [...one.querySelectorAll("a[download]")].map((link) => link.getAttribute("href") ?? ""),
          ] as const,
      ),
  );
  for (const [name, hrefs] of links) {
    await test.step(name, async () => {
      expect(hrefs.length, name).toBeGreaterThanOrEqual(2);
      for (const href of hrefs) {
        const answer = await page.request.get(href);
        expect([answer.status(), (await answer.text()).length > 2], href).toEqual([200, true]);
      }
    });
  }
  expect(links.length).toBeGreaterThanOrEqual(14);
});

test("a refused call is in the log within seconds, with what was decided and why; a viewer may look", async ({
  page,
}) => {
  const key = demo.keys.find(({ products }) => products.join() === "map-display");
  if (key === undefined) throw new Error("The demo has a key for maps alone.");
  const call = await fetch(new URL("/search/2/geocode/lisbon.json", demo.url), {
    headers: { "x-api-key": key.secret },
  });
  expect(call.status).toBe(403);
  const requestId = call.headers.get("x-request-id") ?? "";

  await signInAs(page, "viewer");
  await page.goto(ANALYTICS);
  await page.getByRole("link", { name: "Request log", exact: true }).click();
  await page.getByRole("combobox", { name: "Outcome" }).click();
  await page.getByRole("option", { name: "Refused by Keyward" }).click();
  await expect(page).toHaveURL(/only=refused/);
  const details = page.getByRole("button", { name: `Details of the call ${requestId}` });
  await expect(async () => {
    await page.reload();
    await expect(details).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await details.click();
  const drawer = page.getByRole("dialog", { name: "Call that was refused" });
  await expect(drawer.getByText(requestId)).toBeVisible();
  await expect(drawer.getByRole("listitem").filter({ hasText: "refused here" })).toContainText(
    "product_not_allowed",
  );
  // Whoever is given the address sees the same call.
  await page.reload();
  await expect(drawer.getByText(key.name)).toBeVisible();
});
