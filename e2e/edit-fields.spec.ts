import { demo, firstKey } from "./demo";
import { expect, expectAccessible, signInAs, test } from "./fixtures";

const KEYS = "/o/fernwood-logistics/keys";
const NASTY = `<img src=x onerror="window.pwned=1">{{7*7}}'"`;

test("what could be code in a name, a note or a tag is shown as it was typed, and nothing runs", async ({
  page,
}) => {
  await signInAs(page, "owner");
  const name = `${NASTY} ${Date.now().toString(36)}`;
  const note = `</textarea><script>window.pwned=1</script>\njavascript:window.pwned=1`;
  await page.goto(`${KEYS}/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Tags").fill("<svg/onload=window.pwned=1>, {{7*7}}");
  await page.getByLabel("Note").fill(note);
  await page.getByRole("checkbox", { name: /Search/ }).check();
  await page.getByRole("checkbox", { name: "Protect from deletion" }).check();
  await page.getByRole("button", { name: "Add quota" }).click();
  await page.getByLabel("Amount, quota 1").fill("lots");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Enter a whole number.")).toBeVisible();
  await page.getByLabel("Amount, quota 1").fill("5000");
  await page.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/keys\/key_/);
  const path = new URL(page.url()).pathname;

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("<svg/onload=window.pwned=1>", { exact: true })).toBeVisible();
  await expect(page.getByText("</textarea><script>window.pwned=1</script>")).toBeVisible();
  await expect(page.getByText("5,000")).toBeVisible();
  await expect(page.getByText("It is protected from deletion.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete key…" })).toHaveCount(0);

  await page.goto(`${path}/edit`);
  await expect(page.getByLabel("Name")).toHaveValue(name);
  await expect(page.getByLabel("Note")).toHaveValue(note);
  await expect(page.getByLabel("Tags")).toHaveValue("<svg/onload=window.pwned=1>, {{7*7}}");
  await page.goto(`${KEYS}?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name }).first()).toBeVisible();
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
});

test("the form says what a restriction would have refused, and a site that was seen is a click away", async ({
  page,
  request,
}) => {
  const key = firstKey("search");
  const site = `seen-${Date.now().toString(36)}.example.com`;
  await signInAs(page, "owner");
  for (let call = 0; call < 3; call += 1) {
    await request.get("/search/2/geocode/Lisbon.json", {
      headers: { "X-API-Key": key.secret, Origin: `https://${site}` },
    });
  }
  const suggestion = page.getByRole("button", { name: `Allow ${site}, 3 calls` });
  // Counted within seconds; the page tells what was counted when it was asked for.
  await expect(async () => {
    await page.goto(`${demo.url}${KEYS}/${key.id}/edit`);
    await page.getByRole("radiogroup", { name: "Domains" }).getByRole("radio", { name: "Observe" }).click();
    await expect(suggestion).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await suggestion.click();
  await expect(page.getByLabel("Allowed domains")).toHaveValue(site);
  await expect(suggestion).toHaveCount(0);
  await expect(page.getByText(/^Would have refused/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Discard changes" }).click();
});
