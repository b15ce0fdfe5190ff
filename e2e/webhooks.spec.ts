import { faultOf } from "@/examples/verify-webhook/verify.mjs";
import { makeReceiver } from "@/test/receiver";
import { expect, expectAccessible, signInAs, test } from "./fixtures";
import { makeKey } from "./made-key";

const PAGE = "/o/fernwood-logistics/settings/webhooks";

test("a webhook is added and tested, a new key is told to it with the secret that was shown once, and what failed is sent again", async ({
  page,
  request,
}) => {
  const receiver = await makeReceiver();
  const name = `On-call ${Date.now().toString(36)}`;
  await signInAs(page, "owner");
  await page.goto(PAGE);
  await page.getByRole("button", { name: "Add webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("URL").fill("https://10.0.0.1/");
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await expect(dialog.getByText("10.0.0.1 is not a public address.")).toBeVisible();
  await dialog.getByLabel("URL").fill(receiver.url);
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.waitForURL(/webhooks\/whk_/);
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText(/^Test arrived\. It answered 204/)).toBeVisible();
  receiver.answer = 503;
  const key = await makeKey(request, name);
  await expect.poll(() => receiver.received.length).toBe(2);
  const got = receiver.received[1];
  expect(faultOf(secret, got?.headers ?? {}, got?.body ?? "")).toBeNull();
  expect(JSON.parse(got?.body ?? "")).toMatchObject({ type: "key.created", data: { keyId: key.id } });

  await page.reload();
  await expect(page.getByText("Nothing arrives").first()).toBeVisible();
  const row = page.getByRole("listitem").filter({ hasText: `Key “${name}” was created` });
  await row.getByText(`Key “${name}” was created`).click();
  await expect(row.getByText(/It answered 503 in \d+ ms\./)).toBeVisible();
  await row.getByRole("button", { name: "Show body" }).click();
  await expect(row.getByText('"type": "key.created"')).toBeVisible();
  await expectAccessible(page);
  receiver.answer = 204;
  await row.getByRole("button", { name: "Send now" }).click();
  await expect(row.getByText("Arrived").first()).toBeVisible();
  expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(got?.headers["webhook-id"]);

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Remove webhook" }).click();
  await page.getByRole("textbox").fill(name);
  await page.getByRole("button", { name: "Remove webhook" }).click();
  await page.waitForURL(PAGE);
  await expect(page.getByText(name)).toHaveCount(0);
});
