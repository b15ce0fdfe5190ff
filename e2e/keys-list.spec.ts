import type { Page } from "@playwright/test";
import { expect, expectAccessible, signInAs, test } from "./fixtures";

const KEYS = "/o/fernwood-logistics/keys";

async function createKey(page: Page, name: string): Promise<void> {
  await page.goto(`${KEYS}/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /Search/ }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/keys\/key_/);
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const bar = (page: Page) => page.getByRole("region", { name: "Selected keys" });

test("keys are searched, filtered and sorted in the URL, and chosen columns stay", async ({ page }) => {
  await signInAs(page, "owner");
  await page.goto(`${KEYS}?q=lindq&is=rotating`);
  await expect(page.getByRole("searchbox", { name: "Search keys" })).toHaveValue("lindq");
  await expect(page.getByRole("button", { name: "Use and risk" })).toContainText("Rotating");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(new RegExp(`${KEYS}$`));
  await expect(row(page, "Fleet tracker")).toBeVisible();
  await expect(row(page, "Fleet tracker").getByRole("img", { name: /requests in one hour/ })).toBeVisible();

  await page.getByRole("button", { name: "Use and risk" }).click();
  await page.getByRole("option", { name: /Unrestricted/ }).click();
  await expect(page).toHaveURL(/is=unrestricted/);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Created by" }).check();
  await page.getByRole("checkbox", { name: "Allowed domains" }).uncheck();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Created by" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /Domains/ })).toHaveCount(0);
});

test.describe("1440 pixels wide", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("the table does not scroll sideways", async ({ page }) => {
    await signInAs(page, "owner");
    await page.goto(KEYS);
    const table = page.getByRole("region", { name: "Keys" });
    await expect(row(page, "Fleet tracker").getByRole("img", { name: /requests in one hour/ })).toBeVisible();
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  });
});

test("by keyboard alone several keys are selected, looked at, disabled, restricted, deleted and one is restored", async ({
  page,
}) => {
  await signInAs(page, "owner");
  const stem = `Bulk ${Date.now().toString(36)}`;
  for (const letter of ["a", "b", "c"]) await createKey(page, `${stem} ${letter}`);
  await page.goto(`${KEYS}?q=${encodeURIComponent(stem)}&sort=name&direction=asc`);
  const box = (letter: string) => page.getByRole("checkbox", { name: `Select ${stem} ${letter}` });
  await expect(box("c")).toBeVisible();

  await test.step("Space selects, Shift and Space select up to there, Enter leads to the actions", async () => {
    await box("a").focus();
    await page.keyboard.press("Space");
    await box("c").focus();
    await page.keyboard.press("Shift+Space");
    await expect(bar(page)).toContainText("3 keys selected");
    await page.keyboard.press("Enter");
    await expect(bar(page)).toBeFocused();
  });

  const run = async (verb: string, prepare?: () => Promise<void>) => {
    await bar(page).getByRole("button", { name: verb, exact: true }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await prepare?.();
    const submit = dialog.getByRole("button", { name: new RegExp(`^${verb} \\d`) });
    await expect(submit).toBeVisible();
    return { dialog, submit };
  };

  await test.step("the preview names each key; the result does, too", async () => {
    const { dialog, submit } = await run("Disable");
    await expect(dialog.getByText("3 keys will be disabled.")).toBeVisible();
    await expectAccessible(page);
    await submit.focus();
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("3 keys disabled.")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).focus();
    await page.keyboard.press("Enter");
    await expect(row(page, `${stem} b`)).toContainText("Disabled");
  });

  await test.step("a restriction is added to what is there, and shown before and after", async () => {
    const { dialog, submit } = await run("Restrict", () =>
      page.getByLabel("Allowed", { exact: true }).fill("www.fernwood.example, *.fernwood.example"),
    );
    await expect(dialog.getByText(/^Enforce: allowed www\.fernwood\.example/)).toHaveCount(3);
    await submit.focus();
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("3 keys restricted.")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).focus();
    await page.keyboard.press("Enter");
    await expect(row(page, `${stem} a`)).toContainText("www.fernwood.example");
  });

  await test.step("deleting asks for the number of keys", async () => {
    const { dialog, submit } = await run("Delete");
    await expect(submit).toBeDisabled();
    await dialog.getByLabel(/the number of keys/).fill("3");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("3 keys deleted.")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("No key matches")).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
  });

  await test.step("a key comes back from the trash", async () => {
    await page.getByRole("link", { name: "Trash" }).click();
    await page.getByRole("button", { name: `Restore ${stem} b` }).click();
    await expect(page.getByText(`Key “${stem} b” restored`)).toBeVisible();
    await expect(row(page, `${stem} b`)).toHaveCount(0);
    await expect(row(page, `${stem} c`)).toContainText("Olivia");
  });
});

test("a viewer sees the list and the trash, and can select nothing", async ({ page }) => {
  await signInAs(page, "viewer");
  await page.goto(KEYS);
  await expect(row(page, "Fleet tracker")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^Select/ })).toHaveCount(0);
  await page.goto(`${KEYS}/trash`);
  await expect(page.getByRole("heading", { name: "Trash", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Restore/ })).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "By", exact: true })).toHaveCount(0);
});
