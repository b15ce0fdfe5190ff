import { demo, firstKey } from "./demo";
import { expect, expectAccessible, signInAs, signInAsStaff, test } from "./fixtures";

const KITE = "kite-and-compass";
const REASON = "The card behind this account was refused three times.";

test("an operator suspends a customer, whose keys stop and whose members read why, and takes it back", async ({
  page,
  browser,
}) => {
  const key = firstKey("map-display", KITE);
  const statusOfCall = async () => {
    const path = `/map/1/tile/basic/main/0/0/0.png?view=Unified&key=${key.secret}`;
    return (await page.request.get(path, { maxRedirects: 0 })).status();
  };
  const member = await browser.newPage({ baseURL: demo.url });
  await signInAs(member, "owner", KITE);
  await signInAsStaff(page, "operator");

  await test.step("the customer is found and opened", async () => {
    await page.getByRole("link", { name: "Organizations", exact: true }).first().click();
    await page.getByRole("searchbox", { name: "Search organizations" }).fill("kite");
    await page.waitForURL(/[?&]q=kite/);
    await expect(page.getByRole("link", { name: "Fernwood Logistics" })).toBeHidden();
    await page.getByRole("link", { name: "Kite & Compass" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Kite & Compass" })).toBeVisible();
    expect(await statusOfCall()).toBe(200);
    await expectAccessible(page);
  });

  await test.step("it is suspended with a reason, and its calls are refused", async () => {
    await page.getByRole("button", { name: "Suspend organization" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Suspend organization" }).click();
    await expect(dialog.getByText("Say why")).toBeVisible();
    await dialog.getByLabel("Reason").fill(REASON);
    await dialog.getByRole("button", { name: "Suspend organization" }).click();
    await expect(page.getByText("Kite & Compass is suspended")).toBeVisible();
    await expect.poll(statusOfCall).toBe(403);
  });

  await test.step("its members read why, and whom to write to", async () => {
    await member.goto(`/o/${KITE}/keys`);
    const banner = member.getByRole("complementary", { name: "Suspension" });
    await expect(banner).toContainText(REASON);
    await expect(banner.getByRole("link", { name: /^Write to/ })).toBeVisible();
    await expectAccessible(member);
  });

  await test.step("one click takes it back", async () => {
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Kite & Compass is not suspended any more")).toBeVisible();
    await expect.poll(statusOfCall).toBe(200);
    await member.reload();
    await expect(member.getByRole("complementary", { name: "Suspension" })).toBeHidden();
  });
  await member.close();
});

test("an operator makes a plan, gives it to a customer, and announces something that members can send away", async ({
  page,
  browser,
}) => {
  const name = `Partner ${Date.now().toString(36)}`;
  const message = `Maintenance on Sunday, ${name}.`;
  await signInAsStaff(page, "operator");

  await test.step("the plan", async () => {
    await page.goto("/staff/plans/new");
    await page.getByLabel("Name").fill(name);
    await page.getByRole("radio", { name: "Self-serve" }).check();
    await page.getByLabel("Keys").fill("250");
    await page.getByLabel("Requests per month").fill("7000000");
    await page.getByRole("button", { name: "Create plan" }).click();
    await page.waitForURL("**/staff/plans");
    await expect(page.getByRole("heading", { name })).toBeVisible();
  });

  await test.step("the customer who gets it", async () => {
    await page.goto("/staff/orgs?q=kite");
    await page.getByRole("link", { name: "Kite & Compass" }).click();
    const card = page.getByRole("region", { name: "Type and plan" });
    await card.getByRole("button", { name: "Change" }).click();
    await page.getByRole("combobox", { name: "Plan" }).click();
    await page.getByRole("option", { name }).click();
    await page.getByRole("button", { name: "Save terms" }).click();
    await expect(card).toContainText(name);
  });

  await test.step("the announcement", async () => {
    await page.goto("/staff/announcements");
    await page.getByRole("button", { name: "Announce", exact: true }).click();
    await page.getByLabel("Message").fill(message);
    await page.getByRole("dialog").getByRole("combobox", { name: "For" }).click();
    await page.getByRole("option", { name: "Self-serve only" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Announce" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: message })).toContainText("Shown now");
  });

  await test.step("a member sends it away for good", async () => {
    const member = await browser.newPage({ baseURL: demo.url });
    await signInAs(member, "owner", KITE);
    const line = member.getByRole("complementary", { name: "Announcement" }).filter({ hasText: message });
    // On a slow line, before any script of the page has come.
    let comes = () => {};
    const scripts = new Promise<void>((resolve) => {
      comes = resolve;
    });
    await member.route("**/*.js", (route) => scripts.then(() => route.continue()));
    await member.reload({ waitUntil: "commit" });
    await line.getByRole("button", { name: "Dismiss announcement" }).click();
    comes();
    await expect(line).toBeHidden();
    await member.reload();
    await expect(member.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(line).toBeHidden();
    await member.close();
  });

  await page.getByRole("button", { name: `End now: ${message}` }).click();
  await expect(page.getByRole("listitem").filter({ hasText: message })).toContainText("Over");
});
