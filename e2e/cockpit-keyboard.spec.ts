import type { Locator } from "@playwright/test";
import { expect, signInAs, test } from "./fixtures";
import { choose, press, tabTo } from "./keyboard";
import { makeKey } from "./made-key";

// Not one press of a mouse in this file: what it does, somebody does who has only a keyboard.
const ROTATION = (keyId: string) => `/o/fernwood-logistics/keys/${keyId}/rotation`;
const CALL = "/search/2/geocode/Lisbon.json";

/** Where somebody with a keyboard is: on something that is in sight, and with the ring around it. */
async function expectSeenFocus(on: Locator): Promise<void> {
  await expect(on).toBeFocused();
  await expect(on).toBeInViewport();
  const ring = await on.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return { isAsked: element.matches(":focus-visible"), outlineStyle, outlineWidth };
  });
  expect(ring).toEqual({ isAsked: true, outlineStyle: "solid", outlineWidth: "2px" });
}

test("a rotation is started, extended, cancelled and finished by keyboard, and the focus is seen after each dialog", async ({
  page,
  request,
}) => {
  await signInAs(page, "owner");
  const { id, secret } = await makeKey(request, `Cockpit keys ${Date.now().toString(36)}`);
  await page.goto(ROTATION(id));
  const card = page.getByRole("region", { name: "Rotation", exact: true });
  const dialog = page.getByRole("dialog");
  const rotate = card.getByRole("button", { name: "Rotate key" });
  const finish = card.getByRole("button", { name: "Finish now" });
  const extend = card.getByRole("button", { name: "Extend…" });
  const cancel = card.getByRole("button", { name: "Cancel rotation" });
  const isOver = page.getByRole("heading", { name: "No rotation under way" });
  const bothWork = page.getByRole("heading", { name: "Both secrets work" });
  const status = async (sent: string) =>
    (await request.get(CALL, { headers: { "X-API-Key": sent } })).status();

  /**
   * @param isRead The secret is looked at for a while: the page behind, whose button is gone, tells of the rotation before "Done".
   * @returns The new secret, as it is shown.
   */
  const start = async (isRead = false): Promise<string> => {
    await press(page, rotate);
    await choose(page, dialog.getByRole("radio", { name: "In 1 hour" }));
    await press(page, dialog.getByRole("button", { name: "Rotate key", exact: true }));
    await expect(dialog.getByRole("heading", { name: "Key rotated" })).toBeVisible();
    const shown = ((await dialog.locator("code").textContent()) ?? "").trim();
    // By its words: what is behind a dialog has no role.
    if (isRead) await expect(page.getByText("Both secrets work")).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Done" }));
    await expect(dialog).toHaveCount(0);
    await expect(bothWork).toBeVisible();
    return shown;
  };

  await test.step("left with Escape, the dialog leaves the focus on the button that opened it", async () => {
    await press(page, rotate);
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expectSeenFocus(rotate);
  });

  await test.step("started with an overlap of an hour: the button is gone, the focus rests on its card", async () => {
    await start();
    await expectSeenFocus(card);
    await tabTo(page, finish);
    await expectSeenFocus(finish);
  });

  await test.step("leaving the question of an extension changes nothing, and the focus is back on its button", async () => {
    await press(page, extend);
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expectSeenFocus(extend);
  });

  await test.step("extended as far as the cap lets it, which takes the button away", async () => {
    await press(page, extend);
    const help = (await dialog.getByText(/^At most \d+ hours after the rotation/).textContent()) ?? "";
    await choose(page, dialog.getByRole("radio").last());
    await press(page, dialog.getByRole("button", { name: "Extend rotation" }));
    await expect(dialog).toHaveCount(0);
    await expect(extend).toHaveCount(0);
    await expectSeenFocus(card);
    const [from, to] = await card
      .locator("time")
      .evaluateAll((times) => times.map((time) => Date.parse(time.getAttribute("datetime") ?? "")));
    expect(((to ?? 0) - (from ?? 0)) / 3_600_000).toBe(Number(/\d+/.exec(help)?.[0]));
  });

  await test.step("cancelled while the new secret is unused: the old one is the current one again", async () => {
    await press(page, cancel);
    await expect(dialog.getByText("Every edge is asked first")).toBeVisible();
    await press(page, dialog.getByRole("button", { name: "Return to the old secret" }));
    await expect(isOver).toBeVisible();
    await expectSeenFocus(card);
    expect(await status(secret)).toBe(200);
  });

  await test.step("finished now: the old one is refused, the new one works", async () => {
    const fresh = await start(true);
    await expectSeenFocus(card);
    await tabTo(page, finish);
    await page.keyboard.press("Enter");
    await press(page, dialog.getByRole("button", { name: "Finish rotation" }));
    await expect(isOver).toBeVisible();
    await expectSeenFocus(card);
    await tabTo(page, rotate);
    await expectSeenFocus(rotate);
    await expect.poll(() => status(secret)).toBe(401);
    expect(await status(fresh)).toBe(200);
  });
});
