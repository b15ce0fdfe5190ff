import { expect, type Locator, type Page } from "@playwright/test";

const STOPS_MAX = 150;

type Way = "Tab" | "Shift+Tab";

/** Presses Tab until this has the focus, as somebody without a mouse gets there. Fails when no Tab leads to it. */
export async function tabTo(page: Page, target: Locator, way: Way = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(way);
  }
  throw new Error(`No Tab leads to ${target}.`);
}

/** Goes to a button, link or box and presses it. */
export async function press(page: Page, target: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await expect(target).toBeEnabled();
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a field and types, in place of what was there. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}

/** Goes to the group of a radio, which is one stop, and with the arrows to the radio. */
export async function choose(page: Page, radio: Locator): Promise<void> {
  const group = radio.locator("xpath=ancestor::*[@role='radiogroup'][1]");
  await expect(group).toBeVisible();
  const isInside = () => group.evaluate((box) => box.contains(document.activeElement));
  for (let stop = 0; stop < STOPS_MAX && !(await isInside()); stop += 1) await page.keyboard.press("Tab");
  for (let step = 0; step < 20 && !(await hasFocus(radio)); step += 1) await arrowDown(page);
  if (!(await radio.isChecked())) await page.keyboard.press("Space");
  await expect(radio).toBeChecked();
}

/** Opens a menu and goes to one of its items with the arrows. A page's last buttons are nearer from its end. */
export async function pick(page: Page, trigger: Locator, item: string, way: Way = "Tab"): Promise<void> {
  await tabTo(page, trigger, way);
  await page.keyboard.press("Enter");
  await arrowTo(page, page.getByRole("menuitem", { name: item, exact: true }));
  await page.keyboard.press("Enter");
}

/** Opens a list of options and takes one with the arrows. */
export async function select(page: Page, field: Locator, option: RegExp): Promise<void> {
  await press(page, field);
  await arrowTo(page, page.getByRole("option", { name: option }).first());
  await page.keyboard.press("Enter");
}

async function arrowTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 20 && !(await hasFocus(target)); step += 1) await arrowDown(page);
  expect(await hasFocus(target)).toBe(true);
}

/** A menu moves the focus only after the press is over: whoever looks at once sees where it was, and goes one too far. */
async function arrowDown(page: Page): Promise<void> {
  const before = await page.evaluateHandle(() => document.activeElement);
  await page.keyboard.press("ArrowDown");
  await page
    .waitForFunction((was) => document.activeElement !== was, before, { timeout: 1_000 })
    // At the end of a list nothing moves.
    .catch(() => undefined);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
