import type { Page } from "@playwright/test";
import { codeOf } from "./authenticator";
import { expect, signInAs, test } from "./fixtures";
import { choose, pick, press, select, tabTo, type } from "./keyboard";
import { makeKey } from "./made-key";
import { linkMailedTo } from "./mailbox";

// Not one press of a mouse in this file: what it does, somebody does who has only a keyboard.
const ORG = "/o/fernwood-logistics";

test("every item of a key's menu is reached, answered and left by keyboard", async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(["clipboard-write"]);
  await signInAs(page, "owner");
  const first = `Typed ${Date.now().toString(36)}`;
  const { id: keyId } = await makeKey(request, first);
  const list = `${ORG}/keys?q=${encodeURIComponent(first)}`;
  await page.goto(list);
  const menu = (name = first) => page.getByRole("button", { name: `Actions for ${name}` }).last();
  const dialog = page.getByRole("dialog");
  const act = (item: string, name = first) => pick(page, menu(name), item, "Shift+Tab");

  await test.step("copy the key ID; the focus is back where it was", async () => {
    await act("Copy key ID");
    await expect(page.getByText("Key ID copied")).toBeVisible();
    await expect(menu()).toBeFocused();
  });

  const name = `${first} renamed`;
  await test.step("rename, after leaving the dialog once", async () => {
    await act("Rename…");
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(menu()).toBeFocused();
    await act("Rename…");
    await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
    await type(page, dialog.getByRole("textbox", { name: "Name" }), name);
    await page.keyboard.press("Enter");
    await expect(menu(name)).toBeVisible();
  });

  await test.step("rotate with an hour, copy the new secret, and open the page of the rotation", async () => {
    await act("Rotate key…", name);
    await choose(page, dialog.getByRole("radio", { name: "In 1 hour" }));
    await press(page, dialog.getByRole("button", { name: "Rotate key", exact: true }));
    await press(page, dialog.getByRole("button", { name: "Copy secret", exact: true }));
    await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Done" }));
    await act("Show rotation", name);
    await press(page, page.getByRole("button", { name: "Finish now" }));
    await press(page, dialog.getByRole("button", { name: "Finish rotation" }));
    await expect(page.getByRole("heading", { name: "No rotation under way" })).toBeVisible();
  });

  await test.step("disable with a reason, and enable", async () => {
    await page.goto(list);
    await act("Disable key…", name);
    await type(page, dialog.getByLabel("Reason"), "Moved.");
    await press(page, dialog.getByRole("button", { name: "Disable key" }));
    await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Disabled");
    await act("Enable key…", name);
    await press(page, dialog.getByRole("button", { name: "Enable key" }));
    await expect(page.getByRole("row", { name: new RegExp(name) })).not.toContainText("Disabled");
  });

  await test.step("edit: a quota of one class, saved with Enter and shown", async () => {
    await act("Edit key", name);
    await page.waitForURL(`**/keys/${keyId}/edit`);
    await press(page, page.getByRole("button", { name: "Add quota" }));
    const amount = page.getByLabel("Amount, quota 1");
    await tabTo(page, amount, "Shift+Tab");
    await page.keyboard.insertText("5000");
    await select(page, page.getByRole("combobox", { name: "Of which calls, quota 1" }), /Search/);
    await tabTo(page, amount, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/keys/${keyId}`);
    await expect(page.getByText(/^Per month \(UTC\), .*set by you/)).toBeVisible();
  });

  await test.step("the leak wizard: paste, choose, note, act", async () => {
    await page.goto(list);
    await act("This key leaked…", name);
    const card = page.getByRole("region", { name: `Leak of ${name}` });
    await choose(page, card.getByRole("radio", { name: "Disable the key" }));
    await type(page, card.getByLabel("Incident note"), "In a public log.");
    await press(page, card.getByRole("button", { name: "Disable key" }));
    await expect(card.getByText("Disabled. Every call is refused.")).toBeVisible();
  });

  await test.step("delete, with the name typed", async () => {
    await page.goto(list);
    await act("Delete key…", name);
    await type(page, dialog.getByRole("textbox", { name: /to confirm/ }), name);
    await press(page, dialog.getByRole("button", { name: "Delete key" }));
    await expect(page.getByText("No key matches")).toBeVisible();
  });
});

test("several keys are disabled, rotated and put back as they were by one press of Undo; refused in URLs, and scored for it", async ({
  page,
  request,
}) => {
  await signInAs(page, "owner");
  const stem = `Undo ${Date.now().toString(36)}`;
  for (const letter of ["a", "b"]) await makeKey(request, `${stem} ${letter}`);
  await page.goto(`${ORG}/keys?q=${encodeURIComponent(stem)}&sort=requests`);
  await press(page, page.getByRole("checkbox", { name: "Select all keys of this page" }), "Space");
  const bar = page.getByRole("region", { name: "Selected keys" });
  await press(page, bar.getByRole("button", { name: "Disable", exact: true }));
  const dialog = page.getByRole("dialog");
  await press(page, dialog.getByRole("button", { name: "Disable 2 keys" }));
  await expect(dialog.getByText("2 keys disabled.")).toBeVisible();
  await press(page, dialog.getByRole("button", { name: "Undo" }));
  await expect(dialog.getByText("2 keys enabled again.")).toBeVisible();
  await press(page, dialog.getByRole("button", { name: "Done" }));
  await expect(page.getByRole("row", { name: new RegExp(`${stem} a`) })).not.toContainText("Disabled");

  await test.step("rotated together, and cancelled together while nobody uses a new secret", async () => {
    await press(page, bar.getByRole("button", { name: "Rotate", exact: true }));
    await press(page, dialog.getByRole("button", { name: "Rotate 2 keys" }));
    await expect(dialog.getByText("2 keys rotated.")).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Undo" }));
    await expect(dialog.getByText("2 keys put back to the old secret.")).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Done" }));
    await expect(page.getByRole("row", { name: new RegExp(`${stem} a`) })).not.toContainText("Rotating");
  });

  await test.step("refused in URLs, which a key's score no longer holds against it", async () => {
    await pick(page, bar.getByRole("button", { name: "More" }), "Refuse in URLs…");
    await press(page, dialog.getByRole("button", { name: "Refuse 2 keys in URLs" }));
    await expect(dialog.getByText("2 keys refused in URLs.")).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Done" }));
    await press(page, page.getByRole("link", { name: `${stem} a` }));
    await expect(page.getByRole("list", { name: "What lowers the score" })).toHaveText(
      "No restriction is enforced",
    );
    await press(page, page.getByRole("link", { name: "Compare all keys" }));
    await expect(page.getByRole("heading", { name: "Key hygiene" })).toBeVisible();
    await expect(page.getByRole("list", { name: "What to mend" })).toContainText("Unrestricted");
  });
});

async function signUp(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-up");
  await type(page, page.getByLabel("Name"), "Kaya Keys");
  await type(page, page.getByLabel("E-mail"), person.email);
  await type(page, page.getByLabel("Password", { exact: true }), person.password);
  await press(page, page.getByRole("button", { name: "Create account" }));
  await expect(page.getByRole("status").filter({ hasText: person.email })).toBeVisible();
  await page.goto(await linkMailedTo(page, person.email, "/verify-email"));
  await type(page, page.getByLabel("Password", { exact: true }), person.password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/new-org");
}

test("signing up, inviting somebody and an authenticator app, by keyboard", async ({ page }) => {
  const stamp = Date.now().toString(36);
  const person = { email: `kaya-${stamp}@journey.example`, password: `seven plain harbours ${stamp}` };
  await signUp(page, person);
  await type(page, page.getByLabel("Organization name"), `Keys ${stamp}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/o/keys-${stamp}/keys`);
  const dialog = page.getByRole("dialog");

  await test.step("invite somebody", async () => {
    const main = page.getByRole("navigation", { name: "Main" });
    await press(page, main.getByRole("link", { name: "Members" }));
    await press(page, page.getByRole("button", { name: "Invite member" }));
    await type(page, dialog.getByLabel("E-mail"), `guest-${stamp}@journey.example`);
    await choose(page, dialog.getByRole("radio", { name: "Admin" }));
    await press(page, dialog.getByRole("button", { name: "Send invitation" }));
    const open = page.getByRole("table", { name: "Open invitations" });
    await expect(open.getByRole("cell", { name: `guest-${stamp}@journey.example` })).toBeVisible();
  });

  const secret = await test.step("set up the app", async () => {
    await page.goto("/account/second-factor");
    await press(page, page.getByRole("button", { name: "Set up authenticator app" }));
    const code = page.getByLabel("Code", { exact: true });
    await expect(code).toBeFocused();
    const shown = ((await page.locator("code").first().textContent()) ?? "").trim();
    await page.keyboard.insertText(codeOf(shown));
    await page.keyboard.press("Enter");
    await press(page, page.getByRole("checkbox", { name: /I have kept/ }), "Space");
    await press(page, page.getByRole("button", { name: "Done" }));
    await page.waitForURL("**/account");
    return shown;
  });

  await test.step("sign out and in with the next code", async () => {
    await pick(page, page.getByRole("button", { name: /account and sign out$/ }), "Sign out");
    await page.waitForURL("**/sign-in");
    await type(page, page.getByLabel("E-mail"), person.email);
    await type(page, page.getByLabel("Password", { exact: true }), person.password);
    await page.keyboard.press("Enter");
    const code = page.getByLabel("Code", { exact: true });
    await tabTo(page, code);
    await page.keyboard.insertText(codeOf(secret, 1));
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/o/keys-${stamp}/keys`);
  });
});
