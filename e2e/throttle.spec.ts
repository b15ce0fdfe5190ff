import { account } from "./demo";
import { expect, signIn, signOut, test } from "./fixtures";

test("a stranger who guesses is slowed down, and the owner's own browser still gets in", async ({
  browser,
}) => {
  const owner = account("viewer");
  const known = await browser.newContext();
  const ownPage = await known.newPage();
  await signIn(ownPage, owner);
  await signOut(ownPage);

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto("/sign-in");
  let isSlowed = false;
  for (let attempt = 0; attempt < 12 && !isSlowed; attempt++) {
    await stranger.getByLabel("E-mail").fill(owner.email);
    await stranger.getByLabel("Password", { exact: true }).fill(`not the password ${attempt}`);
    await stranger.getByRole("button", { name: "Sign in", exact: true }).click();
    const words = stranger.getByRole("alert").filter({ hasText: /\S/ }).first();
    await expect(words).toBeVisible();
    isSlowed = /too many|wait/i.test((await words.textContent()) ?? "");
  }
  expect(isSlowed).toBe(true);

  await signIn(ownPage, owner);
  await expect(ownPage).toHaveURL(/\/o\/fernwood-logistics/);
});
