import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { account, demo } from "./demo";

/** A page on which any error in the console, CSP violations included, fails the test. */
export const test = base.extend<{ strictConsole: undefined }>({
  baseURL: demo.url,
  strictConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        // The browser reports every answer above 399 as an error; tests assert on those answers themselves.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Signs in through the form, as a person does. */
export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

export async function signInAs(page: Page, role: string, org?: string): Promise<void> {
  await signIn(page, account(role, org));
}

/** Fails on anything axe calls serious or critical. @param rules Only these; all of them when left out. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  // No page holds frames of other sites: the way that opens a second page for each look is not needed.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const summary = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(summary).toEqual([]);
}

/** The number on the card "Total requests". */
export function totalRequests(page: Page): Locator {
  return page.locator("dt", { hasText: "Total requests" }).locator("xpath=following-sibling::dd[1]");
}

/** Signs out through the menu behind the person's initials. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /account and sign out$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}

/** What the clipboard holds, pasted as a person would: our pages may write to it and never read it. */
export async function pasted(page: Page): Promise<string> {
  const scratch = await page.context().newPage();
  await scratch.goto("/forgot-password");
  const field = scratch.getByLabel("E-mail");
  await field.press("Control+V");
  const text = await field.inputValue();
  await scratch.close();
  return text;
}
