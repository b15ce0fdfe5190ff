import type { Page } from "@playwright/test";
import { account } from "./demo";
import { expect, expectAccessible, signOut, test, untilSignedIn } from "./fixtures";
import { press, type } from "./keyboard";
import type { Member } from "./openid-provider";
import { startWithProvider } from "./with-provider";

const stamp = Date.now().toString(36);
const known = account("developer");
const members: Member[] = [
  { sub: "newcomer", email: `juno-${stamp}@harbour.example`, email_verified: true, name: "Juno Harbour" },
  { sub: "unverified", email: `vega-${stamp}@harbour.example`, email_verified: false, name: "Vega Harbour" },
  { sub: "known", email: known.email, email_verified: true, name: "Somebody" },
];

let world: Awaited<ReturnType<typeof startWithProvider>>;

test.beforeAll(async () => {
  test.setTimeout(150_000);
  world = await startWithProvider(members);
});
test.afterAll(() => world.stop());

/** What a person does at the provider, by keyboard: who they are, and that Keyward may know. */
async function atProvider(page: Page, subject: string): Promise<void> {
  await type(page, page.getByPlaceholder("Enter any login"), subject);
  await type(page, page.getByPlaceholder("and password"), "whatever");
  await press(page, page.getByRole("button", { name: "Sign-in" }));
  await press(page, page.getByRole("button", { name: "Continue" }));
  await page.waitForURL((url) => url.origin === world.url);
}

async function signInThroughProvider(page: Page, subject: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${world.url}/sign-in`);
  await press(page, page.getByRole("button", { name: "Sign in with Harbour ID" }));
  await atProvider(page, subject);
}

test("whoever the provider vouches for gets an account of their own, and nobody it does not vouch for", async ({
  page,
}) => {
  await page.goto(`${world.url}/sign-in`);
  await expectAccessible(page);
  await signInThroughProvider(page, "newcomer");
  await page.waitForURL("**/new-org");
  await page.goto(`${world.url}/account`);
  await expect(page.getByText(members[0]?.email ?? "").first()).toBeVisible();
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  await expect(page.getByText("with identity provider").first()).toBeVisible();
  await expectAccessible(page);
  await signOut(page);
  await page.goto(`${world.url}/account`);
  await expect(page).toHaveURL(/\/sign-in/);

  await signInThroughProvider(page, "unverified");
  await expect(page).toHaveURL(/\/sign-in\?error=email_unverified/);
  await expect(page.getByText("does not confirm the e-mail address")).toBeVisible();
});

test("an account with a password is connected from the inside only, and can be disconnected; by keyboard alone", async ({
  page,
}) => {
  await signInThroughProvider(page, "known");
  await expect(page.getByText("This address has an account already.")).toBeVisible();

  await type(page, page.getByLabel("E-mail"), known.email);
  await type(page, page.getByLabel("Password", { exact: true }), known.password);
  await press(page, page.getByRole("button", { name: "Sign in", exact: true }));
  await untilSignedIn(page);
  await page.goto(`${world.url}/account`);
  await press(page, page.getByRole("button", { name: "Connect Harbour ID" }));
  await page.waitForURL((url) => url.pathname === "/account" && url.origin === world.url);
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();

  await signInThroughProvider(page, "known");
  await page.waitForURL("**/o/fernwood-logistics/keys");
  await page.goto(`${world.url}/account`);
  await press(page, page.getByRole("button", { name: "Disconnect…" }));
  await press(page, page.getByRole("button", { name: "Disconnect", exact: true }));
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await type(page, dialog.getByLabel("Password", { exact: true }), known.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Not connected")).toBeVisible();
});

test("an answer of the provider that this browser did not ask for opens nothing", async ({
  page,
  browser,
}) => {
  const answered = page.waitForRequest((request) => request.url().includes("/api/auth/callback/oidc"));
  // The answer is kept from the browser that asked, as by somebody who wants a victim to use it.
  await page.route("**/api/auth/callback/oidc**", (route) => route.abort());
  await page.goto(`${world.url}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Harbour ID" }).click();
  await page.getByPlaceholder("Enter any login").fill("newcomer");
  await page.getByPlaceholder("and password").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  const stolen = (await answered).url();

  const victim = await (await browser.newContext()).newPage();
  await victim.goto(stolen);
  await expect(victim).toHaveURL(/\/sign-in\?error=provider_failed/);
  await expect(victim.getByText("did not work, or was cancelled there")).toBeVisible();
  await victim.goto(`${world.url}/account`);
  await expect(victim).toHaveURL(/\/sign-in/);
  await victim.context().close();
});
