import type { Page } from "@playwright/test";
import { expect, signInAs, test } from "./fixtures";
import { choose, pick, press } from "./keyboard";
import { linkMailedTo } from "./mailbox";

/** An organization of its own, opened by the demo's owner. */
async function openOrg(page: Page, slug: string): Promise<void> {
  await signInAs(page, "owner");
  await page.goto("/new-org");
  await page.getByLabel("Organization name").fill(slug);
  await page.getByRole("button", { name: "Create organization" }).click();
  await page.waitForURL(`**/o/${slug}/keys`);
}

async function invite(page: Page, slug: string, email: string): Promise<void> {
  await page.goto(`/o/${slug}/members`);
  await page.getByRole("button", { name: "Invite member" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("radio", { name: "Developer" }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(
    page.getByRole("table", { name: "Open invitations" }).getByRole("cell", { name: email }),
  ).toBeVisible();
}

test("an invitation, a role and an offboarding: from a stranger's mailbox to keys that they no longer know", async ({
  page,
  browser,
}) => {
  const stamp = Date.now().toString(36);
  const slug = `harbour-${stamp}`;
  const guest = { email: `mara-${stamp}@journey.example`, password: `nine patient lanterns ${stamp}` };
  const theirs = await (await browser.newContext()).newPage();

  await test.step("the owner invites somebody without an account", async () => {
    await openOrg(page, slug);
    await invite(page, slug, guest.email);
  });

  const link = await linkMailedTo(theirs, guest.email, "/invite");
  await test.step("who signs up from the link finds the invitation waiting, and joins", async () => {
    await theirs.goto(link);
    await expect(theirs.getByRole("heading", { level: 1 })).toContainText(slug);
    await theirs.getByRole("link", { name: "Create an account" }).click();
    await expect(theirs.getByLabel("E-mail")).toHaveValue(guest.email);
    await theirs.getByLabel("Name").fill("Mara Harbour");
    await theirs.getByLabel("Password", { exact: true }).fill(guest.password);
    await theirs.getByRole("button", { name: "Create account" }).click();
    await expect(theirs.getByRole("status").filter({ hasText: guest.email })).toBeVisible();
    await theirs.goto(await linkMailedTo(theirs, guest.email, "/verify-email"));
    await theirs.getByLabel("Password", { exact: true }).fill(guest.password);
    await theirs.getByRole("button", { name: "Confirm and sign in" }).click();
    await expect(theirs.getByRole("heading", { name: "You are invited" })).toBeVisible();
    await theirs.getByRole("button", { name: "Join" }).click();
    await theirs.waitForURL(`**/o/${slug}/keys`);
  });

  await test.step("the link is used up; a developer sees neither audit nor settings", async () => {
    const navigation = theirs.getByRole("navigation", { name: "Main" });
    await expect(navigation.getByRole("link", { name: "Members" })).toBeVisible();
    await expect(navigation.getByRole("link", { name: "Audit" })).toHaveCount(0);
    await theirs.goto(link);
    await expect(theirs.getByRole("heading", { name: "This invitation no longer works" })).toBeVisible();
    expect((await theirs.goto(`/o/${slug}/settings/policies`))?.status()).toBe(404);
  });

  await test.step("another role, given by keyboard, opens both with the next request", async () => {
    await page.reload();
    await pick(page, page.getByRole("button", { name: "Actions for Mara Harbour" }), "Change role…");
    await choose(page, page.getByRole("radio", { name: "Admin" }));
    await press(page, page.getByRole("button", { name: "Change role", exact: true }));
    await expect(
      page.getByRole("row", { name: /Mara Harbour/ }).getByRole("cell", { name: "Admin" }),
    ).toBeVisible();
    await theirs.goto(`/o/${slug}/keys`);
    await theirs.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }).click();
    await expect(theirs.getByText(/changed the role of/)).toBeVisible();
  });

  await test.step("they make a key", async () => {
    await theirs.goto(`/o/${slug}/keys/new`);
    await theirs.getByLabel("Name").fill("Harbour lights");
    await theirs.getByRole("checkbox", { name: /Map Display/ }).check();
    await theirs.getByRole("button", { name: "Create key" }).click();
    await theirs.waitForURL(/\/keys\/key_/);
  });

  await test.step("the owner removes them; their key gets a new secret, shown once more to the owner only; by keyboard", async () => {
    await page.reload();
    await pick(page, page.getByRole("button", { name: "Actions for Mara Harbour" }), "Remove member…");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/They hold 1 key \(Harbour lights\)/)).toBeVisible();
    await choose(page, dialog.getByRole("radio", { name: "Rotate and hand over" }));
    await press(page, dialog.getByRole("button", { name: "Remove member" }));
    await expect(page.getByRole("dialog", { name: "1 key rotated" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Copy secret kw_/ })).toBeVisible();
    await press(page, page.getByRole("button", { name: "Done" }));
    await expect(page.getByRole("row", { name: /Mara Harbour/ })).toHaveCount(0);
  });

  await test.step("they have lost the organization, and the log says who did what", async () => {
    expect((await theirs.goto(`/o/${slug}/keys`))?.status()).toBe(404);
    await page.goto(`/o/${slug}/audit`);
    const log = page.getByRole("list", { name: "Audit log" });
    await expect(log.getByText("handed over key")).toBeVisible();
    await log.getByText(/^removed/).click();
    await expect(log.getByRole("row", { name: /keys rotate/ })).toBeVisible();
  });
  await theirs.close();
});

test("policies say what they do before they are saved, and two editors never overwrite each other", async ({
  page,
  browser,
}) => {
  const slug = `rules-${Date.now().toString(36)}`;
  await openOrg(page, slug);
  await page.goto(`/o/${slug}/settings/policies`);
  const other = await (await browser.newContext()).newPage();
  await signInAs(other, "owner");
  await other.goto(`/o/${slug}/settings/policies`);

  await page.getByLabel("Maximum age").fill("90");
  await page.getByLabel("Accept keys in the query string").uncheck();
  await page.getByRole("button", { name: "Review changes" }).click();
  const review = page.getByRole("dialog", { name: "Save 2 policies?" });
  await expect(review.getByText("New keys need an end within 90 days.")).toBeVisible();
  await review.getByRole("button", { name: "Save policies" }).click();
  await expect(page.getByText("Nothing changed yet.")).toBeVisible();

  await other.getByLabel("Maximum age").fill("30");
  await other.getByRole("button", { name: "Review changes" }).click();
  await other.getByRole("button", { name: "Save policies" }).click();
  await expect(other.getByText("Somebody else saved policies while you were editing them")).toBeVisible();
  await expect(other.getByText("you changed this, too")).toBeVisible();
  await other.getByRole("button", { name: "Keep my changes over theirs" }).click();
  await expect(other.getByLabel("Accept keys in the query string")).not.toBeChecked();
  await other.getByRole("button", { name: "Review changes" }).click();
  await expect(other.getByRole("dialog").getByText("30 days").first()).toBeVisible();
  await other.getByRole("button", { name: "Save policies" }).click();
  await expect(other.getByText("Nothing changed yet.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Maximum age")).toHaveValue("30");
  await other.close();
});
