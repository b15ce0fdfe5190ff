import type { Locator, Page } from "@playwright/test";
import { demo } from "./demo";
import { expect, expectAccessible, signInAs, test } from "./fixtures";
import { makeKey } from "./made-key";

const ORG = "fernwood-logistics";
const ALERTS = `/o/${ORG}/alerts`;
const RULES = `${ALERTS}/rules`;

function ruleOf(page: Page, label: string): Locator {
  return page.getByRole("list", { name: "Alert rules" }).getByRole("listitem").filter({ hasText: label });
}

/** What is shown at once is kept a moment later: a page must not be left before. */
function actionDone(page: Page): Promise<unknown> {
  return page.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
}

/** Looks again until the watch has told of it. */
async function expectTold(page: Page, alert: Locator): Promise<void> {
  await expect(async () => {
    await page.goto(ALERTS);
    await expect(alert).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 150_000 });
}

test("an owner says what is told and from when on, for all keys and for one, and how they hear of it", async ({
  page,
  request,
}) => {
  await signInAs(page, "owner");
  await page.goto(RULES);

  await test.step("a rule is turned off and on again", async () => {
    const rule = ruleOf(page, "A key is not used");
    await rule.getByRole("checkbox").click();
    await expect(rule.getByText("The organization’s rule.")).toBeVisible();
    await expect(rule.getByRole("textbox")).toHaveCount(0);
    await page.reload();
    await expect(rule.getByRole("checkbox")).not.toBeChecked();
    await rule.getByRole("checkbox").click();
    await expect(rule.getByRole("textbox")).toHaveValue("90");
    await rule.getByRole("button", { name: /^Back to usual/ }).click();
    await expect(rule.getByText("The organization’s rule.")).toHaveCount(0);
    await expect(rule.getByRole("checkbox")).toBeChecked();
  });

  await test.step("a number that cannot be is refused at its field, which keeps it, and a good one is kept", async () => {
    const rule = ruleOf(page, "Called at many new endpoints");
    const number = rule.getByRole("textbox");
    await number.fill("1");
    await rule.getByRole("button", { name: "Save number" }).click();
    await expect(rule.getByText("Enter a whole number from 2 to 50.")).toBeVisible();
    await expect(number).toHaveAttribute("aria-invalid", "true");
    await expect(number).toHaveValue("1");
    await expectAccessible(page);
    await page.reload();
    await expect(number).toHaveValue("4");
    await number.fill("6");
    await number.press("Enter");
    await expect(rule.getByText("The organization’s rule.")).toBeVisible();
    await page.reload();
    await expect(number).toHaveValue("6");
  });

  await test.step("a key has a rule of its own, and the organization's stays", async () => {
    const name = `Watched ${Date.now().toString(36)}`;
    const { id } = await makeKey(request, name);
    await page.getByLabel("Rules of one key").click();
    await page.getByPlaceholder("Name or key ID").fill(name);
    await page.getByRole("option", { name }).click();
    await page.waitForURL(`**/rules?key=${id}`);
    const rule = ruleOf(page, "Called at many new endpoints");
    await expect(rule.getByRole("textbox")).toHaveValue("6");
    await rule.getByRole("textbox").fill("9");
    await rule.getByRole("textbox").press("Enter");
    await expect(rule.getByText("This key’s rule.")).toBeVisible();
    await rule.getByRole("button", { name: /^Use the organization’s rule/ }).click();
    await expect(rule.getByRole("textbox")).toHaveValue("6");
    await page.getByRole("button", { name: "Show the organization’s rules" }).click();
    await rule.getByRole("button", { name: /^Back to usual/ }).click();
    await expect(rule.getByRole("textbox")).toHaveValue("4");
  });

  await test.step("a preference is kept at once, for this person alone", async () => {
    await page.getByRole("link", { name: "notice preferences" }).click();
    const mailed = page.getByRole("checkbox", { name: "A key is not used: by mail" });
    const press = async () => {
      const kept = actionDone(page);
      await mailed.click();
      await kept;
      await page.reload();
    };
    await press();
    await expect(mailed).toBeChecked();
    await press();
    await expect(mailed).not.toBeChecked();
  });
});

test("a quota that is used up and a caller that a key never had are told within two minutes, and answered", async ({
  page,
  request,
}) => {
  test.setTimeout(300_000);
  const stamp = Date.now().toString(36);
  const sensors = demo.keys.find(({ products }) => products.join() === "time-zone");
  const key = await makeKey(request, `Small quota ${stamp}`, ORG, {
    quotas: [{ unit: "requests", period: "day", limit: 2 }],
  });
  const call = async (path: string, secret: string, agent: string) =>
    (await request.get(path, { headers: { "X-API-Key": secret, "User-Agent": agent } })).status();
  const geocode = () => call("/search/2/geocode/Lisbon.json", key.secret, "node");
  expect([await geocode(), await geocode(), await geocode()]).toEqual([200, 200, 429]);
  const program = `Harbour${stamp}`;
  const position = "/timezone/1/byPosition.json?position=38.7,-9.1";
  expect(await call(position, sensors?.secret ?? "", `${program}/2.1`)).toBe(200);

  await signInAs(page, "owner");
  const alert = (words: string) =>
    page.getByRole("list", { name: "Alerts" }).getByRole("listitem").filter({ hasText: words });
  const stranger = alert(program);
  const quota = alert(`“Small quota ${stamp}” has used up its daily quota`);

  await test.step("“this is me” to the program: it is known from now on", async () => {
    await expectTold(page, stranger);
    await expect(stranger.getByRole("link", { name: "This is not me" })).toHaveAttribute(
      "href",
      `/o/${ORG}/leak?key=${sensors?.id}`,
    );
    await expectAccessible(page);
    await stranger.getByRole("button", { name: /^This is me/ }).click();
    await expect(page.getByText("Learned: you are not told of it again")).toBeVisible();
    await expect(stranger).toHaveCount(0);
    await page.goto(`${ALERTS}?show=aside`);
    await expect(stranger.getByText(/^Known by/)).toBeVisible();
    await expect(stranger.getByRole("button", { name: /^This is me/ })).toHaveCount(0);
  });

  await test.step("the bell tells of the quota; the alert is put aside, taken back with Undo, and put aside", async () => {
    await expectTold(page, quota);
    await expect(quota).toContainText("2 of 2 requests are used.");
    await page.getByRole("button", { name: /^Notices, \d+ unread/ }).click();
    const bell = page.getByRole("dialog", { name: "Notices" });
    await expect(bell.getByText(`“Small quota ${stamp}” has used up its daily quota`)).toBeVisible();
    await page.keyboard.press("Escape");
    await quota.getByRole("button", { name: /^Put aside/ }).click();
    await expect(quota).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(quota).toBeVisible();
    const kept = actionDone(page);
    await quota.getByRole("button", { name: /^Put aside/ }).click();
    await kept;
    await expect(quota).toHaveCount(0);
    await page.reload();
    await expect(quota).toHaveCount(0);
    await page.goto(`${ALERTS}?show=aside`);
    await expect(quota.getByText(/^Put aside by/)).toBeVisible();
  });
});
