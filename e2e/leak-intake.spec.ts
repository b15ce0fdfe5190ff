import { readFile } from "node:fs/promises";
import { expect, expectAccessible, signInAs, signInAsStaff, test } from "./fixtures";
import { makeKey } from "./made-key";

const ORG = "/o/fernwood-logistics";

test("a scanner with a token of staff reports a secret, and its owner sees where, and who has called since", async ({
  page,
  request,
}) => {
  const name = `Found ${Date.now().toString(36)}`;
  const { id, secret } = await makeKey(request, name);
  const where = `https://example.com/${name.replace(" ", "-")}/config.js`;

  const token = await test.step("an operator adds a reporter and sees its token once", async () => {
    await signInAsStaff(page, "operator");
    await page.goto("/staff/settings/leak-intake");
    await page.getByRole("button", { name: "Add reporter" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Add reporter" }).click();
    const text = (await dialog.getByText(/^kwl_[0-9A-Za-z]{49}$/).textContent()) ?? "";
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("list", { name: "Reporters" }).getByText(name)).toBeVisible();
    await expect(page.getByText(text)).toHaveCount(0);
    return text;
  });

  await test.step("a report is answered alike whatever is in it", async () => {
    const report = (findings: object[], bearer = token) =>
      request.post("/api/leaks", { headers: { authorization: `Bearer ${bearer}` }, data: { findings } });
    const known = await report([{ token: secret, url: where, type: "repository" }]);
    const unknown = await report([{ sha256: "0".repeat(64) }]);
    expect([known.status(), await known.json()]).toEqual([202, { received: 1 }]);
    expect([unknown.status(), await unknown.json()]).toEqual([202, { received: 1 }]);
    expect((await report([{ token: secret }], `${token.slice(0, -1)}_`)).status()).toBe(401);
  });

  await page.context().clearCookies();
  await signInAs(page, "owner");
  await test.step("the owner's page says where it was found", async () => {
    await expect(async () => {
      await page.goto(`${ORG}/leak?key=${id}`);
      await expect(page.getByRole("link", { name: where })).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(page.getByText("People were told")).toBeVisible();
  });

  await test.step("every call since then is there, also as a file", async () => {
    await page.getByRole("link", { name: "See every call since it leaked" }).click();
    await expect(page.getByRole("heading", { name: `Calls since the leak of ${name}` })).toBeVisible();
    await expect(page.getByText("Nobody has called with it since")).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download CSV" }).click();
    const file = await readFile(await (await download).path(), "utf8");
    expect(file).toContain("dimension,value,seen_before");
  });
});
