import type { Page } from "@playwright/test";
import { codeOf } from "./authenticator";
import { expect, expectAccessible, pasted, signOut, test, untilSignedIn } from "./fixtures";
import { linkMailedTo } from "./mailbox";

type Person = { email: string; password: string };

/** Signs up, confirms the address and opens an organization. */
async function newOwner(page: Page): Promise<Person & { org: string }> {
  const stamp = Date.now().toString(36);
  const person = { email: `mara-${stamp}@journey.example`, password: `nine slow tugboats ${stamp}` };
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Mara Journey");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("status").filter({ hasText: person.email })).toBeVisible();
  await page.goto(await linkMailedTo(page, person.email, "/verify-email"));
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: /confirm/i }).click();
  await page.waitForURL("**/new-org");
  await page.getByLabel("Organization name").fill(`Tugboat ${stamp}`);
  await page.getByRole("button", { name: "Create organization" }).click();
  await page.waitForURL(`**/o/tugboat-${stamp}/keys`);
  return { ...person, org: `tugboat-${stamp}` };
}

/** The set-up key, or the recovery codes, a line each. */
async function shownCode(page: Page): Promise<string> {
  return (await page.locator("code").first().textContent()) ?? "";
}

async function enterPassword(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
}

test("an authenticator app is set up, asked for at the next sign-in, and replaced by a recovery code", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const person = await newOwner(page);

  const { secret, recoveryCode } = await test.step("set it up", async () => {
    await page.goto("/account/second-factor");
    await page.getByRole("button", { name: "Set up authenticator app" }).click();
    await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
    const secret = (await shownCode(page)).trim();
    await expectAccessible(page);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Turn on second factor" }).click();
    await expect(page.getByText("This code does not work.")).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
    await page.getByRole("button", { name: "Turn on second factor" }).click();
    await expect(page.getByText("Keep these recovery codes now")).toBeVisible();
    await expectAccessible(page);
    const codes = (await shownCode(page)).trim().split("\n");
    expect(codes).toHaveLength(10);
    await page.getByRole("checkbox", { name: /I have kept/ }).check();
    await page.getByRole("button", { name: "Done" }).click();
    await page.waitForURL("**/account");
    await expect(page.getByText("10 of 10 recovery codes left")).toBeVisible();
    return { secret, recoveryCode: codes[0] ?? "" };
  });

  await test.step("a right password alone opens nothing", async () => {
    await signOut(page);
    await enterPassword(page, person);
    await expectAccessible(page);
    await page.goto(`/o/${person.org}/keys`);
    await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
  });

  // Kept: after half a minute the app shows another code, and that one is good.
  const usedCode = codeOf(secret, 1);
  await test.step("the app's next code signs in and leads where the person was going", async () => {
    await page.getByLabel("Code", { exact: true }).fill(usedCode);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(`**/o/${person.org}/keys`);
  });

  await test.step("the same code does not work again; a recovery code does", async () => {
    await signOut(page);
    await enterPassword(page, person);
    await page.getByLabel("Code", { exact: true }).fill(usedCode);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("This code does not work.")).toBeVisible();
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(recoveryCode);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await untilSignedIn(page);
    await page.goto("/account");
    await expect(page.getByText("9 of 10 recovery codes left")).toBeVisible();
    await expect(page.getByText("with recovery code").first()).toBeVisible();
    await expect(page.getByText("Refused").first()).toBeVisible();
  });
});

test("an organization that asks for a second factor, and for a proof before a copy, gets both", async ({
  page,
  context,
}) => {
  test.setTimeout(150_000);
  await context.grantPermissions(["clipboard-write"]);
  const person = await newOwner(page);

  await test.step("a key to copy", async () => {
    await page.goto(`/o/${person.org}/keys/new`);
    await page.getByLabel("Name").fill("Guarded key");
    await page.getByRole("checkbox", { name: /Map Display/ }).check();
    await page.getByRole("radio", { name: /Freemium/ }).check();
    await page.getByRole("button", { name: "Create key" }).click();
    await page.waitForURL(/\/keys\/key_/);
  });
  const keyPage = page.url();

  await test.step("the policies are switched on, which takes the password", async () => {
    await page.goto(`/o/${person.org}/settings/policies`);
    await page.getByRole("checkbox", { name: "Require a second factor" }).check();
    await page.getByRole("checkbox", { name: /Ask for a fresh proof/ }).check();
    await page.getByRole("button", { name: "Review changes" }).click();
    await page.getByRole("button", { name: /^Save/ }).click();
    // From then on the organization is closed to a person without one, the page they are on included.
    await page.waitForURL("**/account/second-factor?**");
  });

  const codes = await test.step("nothing of the organization before the set-up", async () => {
    await page.goto(keyPage);
    await page.waitForURL("**/account/second-factor?**");
    await expect(page.getByText("asks its members for a second factor")).toBeVisible();
    expect(await page.content()).not.toContain("Guarded key");
    await page.getByRole("button", { name: "Set up authenticator app" }).click();
    const secret = (await shownCode(page)).trim();
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
    await page.getByRole("button", { name: "Turn on second factor" }).click();
    await page.getByRole("checkbox", { name: /I have kept/ }).check();
    const codes = (await shownCode(page)).trim().split("\n");
    await page.getByRole("button", { name: "Done" }).click();
    await page.waitForURL(`**/o/${person.org}/keys`);
    return codes;
  });

  await test.step("a copy asks for a code, and happens once it is given", async () => {
    // Turning it on was a proof; another session has not given one.
    await signOut(page);
    await enterPassword(page, person);
    await page.getByLabel("Code", { exact: true }).fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await untilSignedIn(page);
    await page.goto(keyPage);
    const copy = page.getByRole("button", { name: /^Copy secret kw_/ }).first();
    await copy.click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await expect(dialog.getByLabel("Code", { exact: true })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await copy.click();
    await dialog.getByLabel("Code", { exact: true }).fill(codes[0] ?? "");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog.getByText("This code does not work.")).toBeVisible();
    await dialog.getByLabel("Code", { exact: true }).fill(codes[1] ?? "");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
    expect(await pasted(page)).toMatch(/^kw_[0-9A-Za-z]{49}$/);
  });

  await test.step("for five minutes a rotation goes through without asking again", async () => {
    await page
      .getByRole("button", { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Rotate key…" }).click();
    await page.getByRole("button", { name: "Rotate key", exact: true }).click();
    await expect(page.getByRole("dialog").getByText(/kw_/).first()).toBeVisible();
  });
});
