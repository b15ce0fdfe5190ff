import { expect, expectAccessible, pasted, signInAs, test } from "./fixtures";

const KEYS = "/o/fernwood-logistics/keys";
const CALL = "/search/2/geocode/Lisbon.json";

test("the page of a rotation shows live who still sends the old secret, and when it may end", async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(["clipboard-write"]);
  await signInAs(page, "developer");
  await page.goto(`${KEYS}/new`);
  await page.getByLabel("Name").fill(`Cockpit ${Date.now().toString(36)}`);
  await page.getByRole("checkbox", { name: /Search/ }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/keys\/key_/);
  await page.getByRole("button", { name: "Copy secret", exact: true }).click();
  await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
  const old = await pasted(page);
  const call = async (secret: string, agent: string) =>
    (await request.get(CALL, { headers: { "X-API-Key": secret, "User-Agent": agent } })).status();

  await page.goto(`${new URL(page.url()).pathname}/rotation`);
  await page.getByRole("button", { name: "Rotate key" }).click();
  await page.getByRole("radio", { name: "In 1 hour" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate key" }).click();
  await expect(page.getByRole("heading", { name: "Key rotated" })).toBeVisible();
  await page.getByRole("button", { name: "Copy secret", exact: true }).click();
  await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
  const secret = await pasted(page);
  await page.getByRole("button", { name: "Done" }).click();

  await test.step("nobody has used the new secret: that is said first", async () => {
    await expect(page.getByRole("heading", { name: "Both secrets work" })).toBeVisible();
    await expect(page.getByText("Nobody has used the new secret yet")).toBeVisible();
  });

  await test.step("traffic of both appears by itself, and the old one's caller by name", async () => {
    expect(await call(old, "curl/8.5.0")).toBe(200);
    expect(await call(secret, "node")).toBe(200);
    await expect(page.getByText(/The old secret is still in use: 1 call/)).toBeVisible();
    const callers = page.getByRole("table", { name: "Who uses the old secret" });
    await expect(callers.getByRole("row")).toHaveCount(2);
    await expect(callers).toContainText("curl");
    await expect(page.getByRole("button", { name: "Cancel rotation" })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step("finished by keyboard: the old secret is refused, and who still sends it is shown", async () => {
    await page.getByRole("button", { name: "Finish now" }).press("Enter");
    await page.getByRole("button", { name: "Finish rotation" }).press("Enter");
    await expect(page.getByRole("heading", { name: "No rotation under way" })).toBeVisible();
    expect(await call(old, "curl/8.5.0")).toBe(401);
    await expect(page.getByText("with the ended secret in the last five minutes")).toBeVisible();
  });
});

test("the bell opens by keyboard and says what there is to know, or that there is nothing", async ({
  page,
}) => {
  await signInAs(page, "owner");
  await page.goto(KEYS);
  await page.getByRole("button", { name: /^Notices/ }).press("Enter");
  const drawer = page.getByRole("dialog", { name: "Notices" });
  await expect(drawer.getByText("Nothing to know").or(drawer.getByRole("listitem").first())).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
});
