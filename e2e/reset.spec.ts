import { account } from "./demo";
import { expect, signIn, test } from "./fixtures";
import { linkMailedTo } from "./mailbox";

test("a forgotten password is reset by mail; other sessions end and the link works once", async ({
  page,
  browser,
}) => {
  const person = account("owner", "kite-and-compass");
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, person);

  await page.goto("/sign-in");
  await page.getByRole("link", { name: /forgot/i }).click();
  await page.waitForURL("**/forgot-password");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Send reset link" }).click();
  await expect(page.getByRole("status").filter({ hasText: person.email })).toBeVisible();

  const link = await linkMailedTo(page, person.email, "/reset-password");
  await page.goto(link);
  await page.getByLabel("New password").fill(`${person.password} renewed`);
  await page
    .getByRole("button", { name: /password/i })
    .last()
    .click();
  await expect(page).not.toHaveURL(/reset-password\?/);

  await elsewhere.goto("/o/kite-and-compass/keys");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await signIn(page, { ...person, password: `${person.password} renewed` });

  // Back to what demo.json says: the tests after this one sign in, too.
  await page.goto("/account");
  await page.getByLabel("Current password").fill(`${person.password} renewed`);
  await page.getByLabel("New password").fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText(/changed/i).first()).toBeVisible();
});
