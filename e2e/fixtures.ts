import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { codeOf } from "./authenticator";
import { account, demo, staffAccount } from "./demo";

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
  await untilSignedIn(page);
}

/** Until the page is here that signing in leads to: a browser may have its address while the form is still what it shows. */
export async function untilSignedIn(page: Page): Promise<void> {
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toHaveCount(0);
}

type Cookies = Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;

/** Sessions of this process, by e-mail: signing in is shown by the journeys that are about it. */
const sessions = new Map<string, Cookies>();

/** Goes on with a session of this process. @returns Whether it leads to `place`: somebody may have ended it. */
async function resume(page: Page, email: string, place: string): Promise<boolean> {
  const known = sessions.get(email);
  if (known === undefined) return false;
  await page.context().clearCookies();
  await page.context().addCookies(known);
  await page.goto(place, { waitUntil: "commit" });
  return new URL(page.url()).pathname.startsWith(place);
}

/** Signs in as a member of the demo: with the form the first time in this process, with the session of then afterwards. */
export async function signInAs(page: Page, role: string, org?: string): Promise<void> {
  const member = account(role, org);
  if (await resume(page, member.email, "/o")) return;
  await signIn(page, member);
  sessions.set(member.email, await page.context().cookies());
}

/**
 * Signs in as one of the provider's staff, second factor and all: with the form the first time in this process, with the session
 * of then afterwards, since a code works once. Whoever signs out in a test takes the session from the tests to come.
 * @param which 0 is the first of that role; there are two operators.
 */
export async function signInAsStaff(page: Page, role: "support" | "operator", which = 0): Promise<void> {
  const person = staffAccount(role, which);
  if (await resume(page, person.email, "/staff")) return;
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  // A process before this one may have used the present code, and the one to come: the next half minute has others.
  let tries = 0;
  await expect(async () => {
    // On a busy machine the console may have come after the last try was given up; on the way there, there is no field for a code any
    // more: waited for in vain, it must not use the test's time up.
    if (new URL(page.url()).pathname === "/sign-in") {
      const code = codeOf(person.totp, tries++ % 2);
      await page.getByLabel("Code", { exact: true }).fill(code, { timeout: 5_000 });
      await page.evaluate(() => Object.assign(window, { isSigningIn: true }));
      await page.getByRole("button", { name: "Sign in", exact: true }).click({ timeout: 5_000 });
    }
    // The page has the console's address before the full load that follows: whoever goes elsewhere in between is called back.
    await page.waitForFunction(
      () => location.pathname === "/staff" && !("isSigningIn" in window),
      undefined,
      { timeout: 10_000 },
    );
  }).toPass({ timeout: 70_000 });
  sessions.set(person.email, await page.context().cookies());
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
