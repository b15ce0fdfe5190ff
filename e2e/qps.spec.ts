import type { Page } from "@playwright/test";
import { staffAccount } from "./demo";
import { expect, expectAccessible, signInAs, signInAsStaff, test } from "./fixtures";
import { press, type } from "./keyboard";

const ORG = "fernwood-logistics";
const REQUESTS = `/o/${ORG}/requests`;

/** A key of its own, so that no other request is open for it; answers its page's path. */
async function createKey(page: Page, name: string): Promise<void> {
  await page.goto(`/o/${ORG}/keys/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /Map Display/ }).check();
  await page.getByRole("checkbox", { name: /Search/ }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/keys\/key_/);
}

async function chooseClass(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: "Product and class" }).click();
  await page.getByRole("option", { name }).click();
  await expect(page.getByRole("heading", { name: "What if" })).toBeVisible();
}

/** From the page of a key to the request that was sent for it; answers the request's path. */
async function send(page: Page, inClass: RegExp, qps: string, reason: string): Promise<string> {
  await page.getByRole("link", { name: "Adjust QPS" }).click();
  await chooseClass(page, inClass);
  await page.getByLabel("Wanted QPS").fill(qps);
  await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.waitForURL(/\/requests\/qpr_/);
  await expect(page.getByText("Waiting for a decision")).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

test("a request, a question, an answer, and a part of it approved from tomorrow for three days; each side sees every step", async ({
  page,
  browser,
}) => {
  const name = `Fair ${Date.now().toString(36)}`;
  const staff = await (await browser.newContext()).newPage();
  await signInAs(page, "admin");
  await createKey(page, name);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Adjust QPS" }).click();
  await chooseClass(page, /^Search/);
  await page.getByLabel("Wanted QPS").fill("25");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("Say what it is for. It decides most requests.")).toBeVisible();
  await page.getByLabel("Reason").fill("The trade fair brings visitors.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.waitForURL(/\/requests\/qpr_/);

  await test.step("staff find it in the queue and ask", async () => {
    await signInAsStaff(staff, "operator");
    await staff.goto("/staff/requests");
    await staff.getByRole("row").filter({ hasText: name }).getByRole("link").click();
    await expect(staff.getByRole("button", { name: "Approve 25 QPS in full" })).toBeVisible();
    await staff.getByRole("button", { name: "Ask the customer…" }).click();
    await staff.getByLabel("Question").fill("How long is the fair?");
    await staff.getByRole("button", { name: "Send question" }).click();
    await expect(staff.getByText("Waits for the answer")).toBeVisible();
  });

  await test.step("the customer answers", async () => {
    await page.reload();
    await expect(page.getByText("How long is the fair?")).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Your answer").fill("Three days, from tomorrow.");
    await page.getByRole("button", { name: "Send answer" }).click();
    await expect(page.getByText("Waiting for a decision")).toBeVisible();
  });

  await test.step("20 of the 25 are approved, from tomorrow on, with an end", async () => {
    await staff.reload();
    await expect(staff.getByText("Three days, from tomorrow.")).toBeVisible();
    await staff.getByLabel("Granted QPS").fill("20");
    await staff.getByRole("button", { name: "Tomorrow" }).click();
    await staff.getByRole("button", { name: "In 4 days" }).click();
    await staff.getByLabel("Note").fill("More after the fair, if it is needed.");
    await expectAccessible(staff);
    await staff.getByRole("button", { name: "Approve 20 QPS in part" }).click();
    await expect(staff.getByText("Approved, scheduled")).toBeVisible();
  });

  await test.step("the customer sees every step and what is to come, and was told of each", async () => {
    await page.reload();
    await expect(page.getByText("20 QPS of the 25 you asked for are granted")).toBeVisible();
    const steps = page.getByRole("list", { name: "History" }).getByRole("listitem");
    await expect(steps.filter({ hasText: "sent the request" })).toHaveCount(1);
    await expect(steps.filter({ hasText: "How long is the fair?" })).toHaveCount(1);
    await expect(steps.filter({ hasText: "Three days, from tomorrow." })).toHaveCount(1);
    await expect(steps.filter({ hasText: "More after the fair, if it is needed." })).toHaveCount(1);
    await expect(steps.last()).toContainText("The granted limit ends");
    await page.getByRole("button", { name: /^Notices/ }).click();
    await expect(page.getByRole("dialog").getByText(name).first()).toBeVisible();
    await page.keyboard.press("Escape");
    await page.goto(REQUESTS);
    await expect(page.getByRole("row").filter({ hasText: name })).toContainText("asked for 25");
  });
  await staff.close();
});

test("a request is rejected with a reason, another withdrawn, both by keyboard alone; both are kept on both sides", async ({
  page,
  browser,
}) => {
  const name = `Season ${Date.now().toString(36)}`;
  const staff = await (await browser.newContext()).newPage();
  await signInAs(page, "owner");
  await createKey(page, name);
  const keyPage = page.url();
  const rejected = await send(page, /^Search/, "40", "More visitors.");
  await signInAsStaff(staff, "operator");
  await staff.goto(`/staff/requests/${rejected}`);
  await press(staff, staff.getByRole("button", { name: "Reject…" }));
  await press(staff, staff.getByRole("button", { name: "Reject request" }));
  await expect(staff.getByText("Say why. The customer reads it.")).toBeVisible();
  await type(staff, staff.getByLabel("Reason"), "The calls of the last weeks stay far below the limit.");
  await press(staff, staff.getByRole("button", { name: "Reject request" }));
  await expect(staff.getByText("rejected it")).toBeVisible();
  await page.reload();
  await expect(page.getByText("The calls of the last weeks stay far below the limit.").first()).toBeVisible();

  await page.goto(keyPage);
  const withdrawn = await send(page, /^Search/, "12", "A few more.");
  await press(page, page.getByRole("button", { name: "Withdraw request" }));
  await type(page, page.getByRole("dialog").getByLabel("Reason"), "A cache helps already.");
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Withdraw request" }));
  await expect(page.getByText("Your organization withdrew this request")).toBeVisible();
  await staff.goto(`/staff/requests/${withdrawn}`);
  await expect(staff.getByText("A cache helps already.")).toBeVisible();
  await expect(staff.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await staff.goto(`/staff/requests?view=decided&q=${encodeURIComponent(name)}`);
  await expect(staff.getByRole("row").filter({ hasText: name })).toHaveCount(2);
  await staff.close();
});

test("a large grant takes two reviewers, support decides nothing, and it can end before its time", async ({
  page,
  browser,
}) => {
  const name = `Launch ${Date.now().toString(36)}`;
  const open = async () => (await browser.newContext()).newPage();
  const [first, second, support] = [await open(), await open(), await open()];
  await signInAs(page, "owner");
  await createKey(page, name);
  const path = `/staff/requests/${await send(page, /^Search/, "600", "A nationwide launch.")}`;

  await signInAsStaff(support, "support");
  await support.goto(path);
  await expect(support.getByText("An operator decides this")).toBeVisible();
  await expect(support.getByRole("button", { name: /pprov/ })).toHaveCount(0);

  await signInAsStaff(first, "operator");
  await first.goto(path);
  await first.getByRole("button", { name: "Give first approval for 600 QPS in full" }).click();
  await expect(first.getByText("You have approved 600 QPS")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Waiting for a decision")).toBeVisible();

  await signInAsStaff(second, "operator", 1);
  await second.goto(path);
  await second.getByRole("button", { name: "Approve 600 QPS in full" }).click();
  await expect(second.getByRole("button", { name: /600 QPS in full/ })).toBeHidden();
  await page.reload();
  await expect(page.getByText("600 QPS hold now")).toBeVisible();

  await second.getByRole("button", { name: "End grant…" }).click();
  await second.getByRole("dialog").getByLabel("Reason").fill("The launch was put off.");
  await second.getByRole("dialog").getByRole("button", { name: "End grant" }).click();
  await expect(second.getByText("The granted limit ended", { exact: false })).toBeVisible();
  await page.reload();
  await expect(page.getByText("600 QPS have ended")).toBeVisible();
  await expect(page.getByText("The launch was put off.")).toBeVisible();
  for (const each of [first, second, support]) await each.close();
});

test("nobody decides for an organization of their own", async ({ page, browser }) => {
  const reviewer = staffAccount("operator", 1);
  const staff = await (await browser.newContext()).newPage();
  await signInAsStaff(staff, "operator", 1);
  await signInAs(page, "owner");
  await createKey(page, `Own ${Date.now().toString(36)}`);
  const path = `/staff/requests/${await send(page, /^Search/, "20", "A few more.")}`;
  await page.goto(`/o/${ORG}/members`);
  await page.getByRole("button", { name: "Invite member" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("E-mail").fill(reviewer.email);
  await dialog.getByRole("radio", { name: "Viewer" }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog).toBeHidden();

  await staff.goto("/o");
  await staff.getByRole("button", { name: "Join" }).click();
  await staff.waitForURL(`**/o/${ORG}/keys`);
  await staff.goto(path);
  await expect(staff.getByText("Somebody else has to decide this")).toBeVisible();
  await expect(staff.getByRole("button", { name: /pprov/ })).toHaveCount(0);

  await staff.goto(`/o/${ORG}/members`);
  const mine = staff.getByRole("row").filter({ hasText: reviewer.email });
  await mine.getByRole("button", { name: /^Actions for/ }).click();
  await staff.getByRole("menuitem", { name: "Leave organization…" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Leave organization" }).click();
  await staff.waitForURL((url) => !url.pathname.startsWith(`/o/${ORG}`));
  await staff.goto(path);
  await expect(staff.getByRole("button", { name: "Approve 20 QPS in full" })).toBeVisible();
  await staff.close();
});

test("a self-serve organization is told why it cannot ask, and what helps", async ({ page }) => {
  await signInAs(page, "owner", "kite-and-compass");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
  await expect(page.getByText("Your QPS comes with your plan")).toBeVisible();
  await expect(page.getByRole("link", { name: "Ask for a contract" })).toBeVisible();
});
