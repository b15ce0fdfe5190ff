import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, pasted, signInAs, test } from "./fixtures";

const KEYS = "/o/fernwood-logistics/keys";

/** What a call with this secret gets: the status, the refusal's code, and what a retiring secret is told. */
async function call(request: APIRequestContext, secret: string) {
  const answer = await request.get("/search/2/geocode/Lisbon.json", { headers: { "X-API-Key": secret } });
  const body = (await answer.json()) as { code?: string };
  const { deprecation, sunset, "x-key-rotation": rotation } = answer.headers();
  return { status: answer.status(), code: body.code, deprecation, sunset, rotation };
}

async function createKey(page: Page, name: string): Promise<string> {
  await page.goto(`${KEYS}/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /Search/ }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/keys\/key_/);
  await page.getByRole("button", { name: "Copy secret", exact: true }).click();
  await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
  return pasted(page);
}

const choose = async (page: Page, item: string) => {
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("a key is rotated, disabled, enabled, renamed, deleted and restored from its menu, and every call notices at once", async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(["clipboard-write"]);
  await signInAs(page, "developer");
  const name = `Life ${Date.now().toString(36)}`;
  const old = await createKey(page, name);
  expect(await call(request, old)).toMatchObject({ status: 200, rotation: undefined });

  const secret =
    await test.step("rotate with an hour of overlap: both secrets work, the old one says when it ends", async () => {
      await choose(page, "Rotate key…");
      await page.getByRole("radio", { name: "In 1 hour" }).check();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Rotate key" }).click();
      await expect(page.getByRole("heading", { name: "Key rotated" })).toBeVisible();
      await page.getByRole("button", { name: "Copy secret", exact: true }).click();
      await expect(page.getByText("Copied. Treat it like a password.").first()).toBeVisible();
      const copied = await pasted(page);
      expect(copied).not.toBe(old);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Done" }).click();
      await expect(page.getByText("Rotation under way.")).toBeVisible();
      expect(await page.content()).not.toContain(copied);
      expect(await call(request, copied)).toMatchObject({ status: 200, rotation: undefined });
      expect(await call(request, old)).toMatchObject({
        status: 200,
        deprecation: expect.stringMatching(/^@\d+$/),
        sunset: expect.stringMatching(/GMT$/),
        rotation: expect.stringMatching(/^retiring; ends=.+; key-id=key_/),
      });
      return copied;
    });

  await test.step("the new secret is in use: the rotation can be extended and finished, not cancelled", async () => {
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("button", { name: "Cancel rotation" })).toHaveCount(0, { timeout: 1000 });
    }).toPass();
    await page.getByRole("button", { name: "Extend…" }).click();
    await page.getByRole("button", { name: "Extend rotation" }).click();
    await expect(page.getByText("Rotation extended")).toBeVisible();
    await page.getByRole("button", { name: "Finish now" }).click();
    await page.getByRole("button", { name: "Finish rotation" }).click();
    await expect(page.getByText("Rotation finished")).toBeVisible();
    expect(await call(request, old)).toMatchObject({ status: 401, code: "key_retired" });
    expect(await call(request, secret)).toMatchObject({ status: 200 });
  });

  await test.step("disable, and take it back", async () => {
    await choose(page, "Disable key…");
    await page.getByLabel("Reason").fill("Nobody knows who uses it.");
    await page.getByRole("button", { name: "Disable key" }).click();
    await expect(page.getByText(`Key “${name}” disabled`)).toBeVisible();
    expect(await call(request, secret)).toMatchObject({ status: 403, code: "key_disabled" });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText(`Key “${name}” enabled`)).toBeVisible();
    expect(await call(request, secret)).toMatchObject({ status: 200 });
  });

  await test.step("rename: a wrong name is told at its field", async () => {
    await choose(page, "Rename…");
    const field = page.getByRole("textbox", { name: "Name" });
    await field.fill(`${name} `);
    await page.getByRole("button", { name: "Save name" }).click();
    await expect(page.getByText("Remove the space at the start or end.")).toBeVisible();
    await field.fill(`${name} renamed`);
    await page.getByRole("button", { name: "Save name" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `${name} renamed` })).toBeVisible();
  });

  await test.step("delete, and take it back", async () => {
    await choose(page, "Delete key…");
    await page
      .getByRole("dialog")
      .getByRole("textbox", { name: /to confirm/ })
      .fill(`${name} renamed`);
    await page.getByRole("dialog").getByRole("button", { name: "Delete key" }).click();
    await page.waitForURL((url) => url.pathname === KEYS);
    expect(await call(request, secret)).toMatchObject({ status: 401, code: "key_invalid" });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("link", { name: `${name} renamed` }).first()).toBeVisible();
    expect(await call(request, secret)).toMatchObject({ status: 200 });
  });
});

test("the menu offers what a person may do to a key, and nothing to staff's own decisions", async ({
  page,
}) => {
  await signInAs(page, "viewer");
  await page.goto(KEYS);
  const items = async (key: string) => {
    await page
      .getByRole("button", { name: `Actions for ${key}` })
      .last()
      .click();
    // It is fetched when somebody goes for it.
    await expect(page.getByRole("menu")).toBeVisible();
    const names = await page.getByRole("menuitem").allInnerTexts();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    return names.map((item) => item.trim());
  };
  expect(await items("Fleet tracker")).toEqual(["Open key", "Copy key ID", "Contact support"]);

  await page.context().clearCookies();
  await signInAs(page, "admin");
  await page.goto(KEYS);
  const all = ["Open key", "Copy key ID", "Edit key", "Rename…", "Rotate key…"];
  expect(await items("Fleet tracker")).toEqual([
    ...all,
    "Adjust QPS",
    "Disable key…",
    "This key leaked…",
    "Contact support",
    "Delete key…",
  ]);
  expect(await items("Old intranet map")).toEqual([
    ...all,
    "Adjust QPS",
    "Enable key…",
    "This key leaked…",
    "Contact support",
    "Delete key…",
  ]);
  expect(await items("Partner feed")).toEqual([
    ...all,
    "Adjust QPS",
    "This key leaked…",
    "Contact support",
    "Delete key…",
  ]);
});
