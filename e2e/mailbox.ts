import { expect, type Page } from "@playwright/test";

/** The newest link of this kind in the demo's mails to this address. A mail is written after the answer: it may take a moment. */
export async function linkMailedTo(page: Page, email: string, path: string): Promise<string> {
  const link = page.getByRole("listitem").filter({ hasText: email }).locator(`a[href*="${path}"]`).first();
  await expect(async () => {
    await page.goto("/mail");
    await expect(link).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  return (await link.getAttribute("href")) ?? "";
}
