import { expect, pasted, signIn, signOut, test, totalRequests } from "./fixtures";
import { linkMailedTo } from "./mailbox";

test("from signing up to a map tile, and that call on the Analytics tab within five seconds", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-write"]);
  const stamp = Date.now().toString(36);
  const person = { email: `nina-${stamp}@journey.example`, password: `seven quiet harbours ${stamp}` };

  await test.step("sign up", async () => {
    await page.goto("/sign-up");
    await page.getByLabel("Name").fill("Nina Journey");
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("status").filter({ hasText: person.email })).toBeVisible();
  });

  await test.step("confirm the address", async () => {
    await page.goto(await linkMailedTo(page, person.email, "/verify-email"));
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: /confirm|sign in/i }).click();
    await page.waitForURL("**/new-org");
  });

  await test.step("name the organization", async () => {
    await page.getByLabel("Organization name").fill(`Journey ${stamp}`);
    await page.getByRole("button", { name: "Create organization" }).click();
    await page.waitForURL(`**/o/journey-${stamp}/keys`);
  });

  const keyPage = await test.step("create a key", async () => {
    await page.getByRole("link", { name: "Create key" }).first().click();
    await page.getByLabel("Name").fill("First key");
    await page.getByRole("checkbox", { name: /Map Display/ }).check();
    await page.getByRole("radio", { name: /Freemium/ }).check();
    await page.getByRole("button", { name: "Create key" }).click();
    await page.waitForURL(/\/keys\/key_/);
    return page.url();
  });

  await test.step("copy its secret", async () => {
    await page.getByRole("button", { name: "Copy secret", exact: true }).click();
    await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
    expect(await pasted(page)).toMatch(/^kw_[0-9A-Za-z]{49}$/);
  });

  await test.step("the secret is not in the page once that is reloaded, and a click copies it all the same", async () => {
    const secret = await pasted(page);
    await page.reload();
    expect(await page.content()).not.toContain(secret);
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await page
      .getByRole("button", { name: /^Copy secret kw_/ })
      .first()
      .click();
    await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
    expect(await pasted(page)).toBe(secret);
    expect(await page.content()).not.toContain(secret);
  });

  await test.step("run the first call", async () => {
    await page.getByRole("button", { name: /^Run/ }).first().click();
    await expect(page.getByRole("img", { name: "The map tile that came back" })).toBeVisible();
    await expect(page.getByText("200 OK")).toBeVisible();
  });

  await test.step("see it counted", async () => {
    const ran = Date.now();
    await page.goto(`/o/journey-${stamp}/analytics`);
    await expect(totalRequests(page)).toHaveText("1", { timeout: 5_000 });
    expect(Date.now() - ran).toBeLessThan(5_000);
  });

  await test.step("sign out, and the page is closed", async () => {
    await signOut(page);
    await page.goto(keyPage);
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(page, person);
  });
});
