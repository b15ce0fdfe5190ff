import { createHash } from "node:crypto";
import { expect, expectAccessible, signInAs, signInAsStaff, test } from "./fixtures";
import { press, tabTo, type } from "./keyboard";
import { makeKey } from "./made-key";

const ORG = "/o/fernwood-logistics";
const TICKET = "SUP-1042";

test("by keyboard alone a ticket with a secret in it becomes an answer, and the secret never leaves the browser", async ({
  page,
  request,
}) => {
  await signInAs(page, "owner");
  const name = `Ticket ${Date.now().toString(36)}`;
  const { id, secret } = await makeKey(request, name);
  const sent: string[] = [];

  await test.step("the desk finds the key by a pasted log line", async () => {
    await page.context().clearCookies();
    await signInAsStaff(page, "support");
    await page.goto("/staff/support");
    page.on("request", (one) =>
      sent.push(`${one.url()}\n${JSON.stringify(one.headers())}\n${one.postData() ?? ""}`),
    );
    await type(page, page.getByLabel("Ticket", { exact: true }), TICKET);
    await type(page, page.getByLabel("What the ticket says"), `GET /map?key=${secret} answers 403`);
    await expect(page.getByText(/^Looks for the key with secret kw_/)).toBeVisible();
    await expectAccessible(page);
    await press(page, page.getByRole("button", { name: "Look it up" }));
    await page.waitForURL(`**/staff/support/keys/${id}?**`);
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await expect(page.getByText("in the ticket")).toBeVisible();
    const all = sent.join("\n");
    expect(all).toContain(createHash("sha256").update(secret).digest("hex"));
    expect(all).not.toContain(secret.slice(3, 30));
    await expectAccessible(page);
  });

  await test.step("support disables it with a reason, and cannot see the secret", async () => {
    expect(await page.content()).not.toContain(secret);
    await press(page, page.getByRole("button", { name: "Disable key" }));
    const dialog = page.getByRole("dialog");
    await type(page, dialog.getByLabel("Reason"), "Posted in a ticket.");
    await press(page, dialog.getByRole("button", { name: "Disable key" }));
    await expect(page.getByRole("region", { name: "State" })).toContainText(
      `the provider disabled the key: Posted in a ticket. (ticket ${TICKET})`,
    );
  });

  await test.step("as the customer sees it: read only, for a while, with a way out", async () => {
    // The focus is on the button that disabled it, after this one.
    await tabTo(page, page.getByRole("button", { name: "View as customer" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await press(page, page.getByRole("dialog").getByRole("button", { name: "View as customer" }));
    await page.waitForURL(`**${ORG}/keys/${id}`);
    const banner = page.getByRole("complementary", { name: "Viewing as customer" });
    await expect(banner).toContainText(TICKET);
    await expect(page.getByRole("heading", { name: /disabled this key$/ })).toBeVisible();
    await expect(page.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
    await press(page, banner.getByRole("button", { name: "Stop viewing" }));
    await page.waitForURL("**/staff/support/orgs/**");
    await expect(page.getByRole("heading", { name: "Members and invitations" })).toBeVisible();
    await expectAccessible(page);
    expect((await page.request.get(`${ORG}/keys`)).status()).toBe(404);
  });

  await test.step("the customer reads why, in the key and in the audit log, and writes to support", async () => {
    await page.context().clearCookies();
    await signInAs(page, "owner");
    await page.goto(`${ORG}/keys/${id}`);
    const notice = page.getByRole("region", { name: /disabled this key$/ });
    await expect(notice).toContainText("Posted in a ticket.");
    await press(page, notice.getByRole("button", { name: "Contact support about this key" }));
    const dialog = page.getByRole("dialog");
    await type(page, dialog.getByLabel("What happens"), `It answers 403 with ${secret}`);
    await expect(dialog.getByText(/^It answers 403 with kw_redacted/)).toContainText(`Key ID: ${id}`);
    const mail = await dialog.getByRole("link", { name: "Open in mail program" }).getAttribute("href");
    expect(decodeURIComponent(mail ?? "")).toContain("the provider disabled the key");
    expect(mail).not.toContain(secret.slice(3, 30));
    await page.goto(`${ORG}/audit?target=${id}`);
    await expect(page.getByText("looked at key").first()).toBeVisible();
  });
});

test("anybody with a request ID learns why a call was refused, and nothing else", async ({
  page,
  request,
}) => {
  const answer = await request.get("/search/2/geocode/Lisbon.json");
  expect(answer.status()).toBe(401);
  const requestId = answer.headers()["x-request-id"] ?? "";
  await expect(async () => {
    await page.goto("/why");
    await page.getByLabel("Request ID").fill(requestId);
    await press(page, page.getByRole("button", { name: "Look it up" }));
    await expect(page.getByRole("heading", { name: "API key missing" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectAccessible(page);
});
