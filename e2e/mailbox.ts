import type { Page } from "@playwright/test";

/** The newest link of this kind in the demo's mails to this address. */
export async function linkMailedTo(page: Page, email: string, path: string): Promise<string> {
  await page.goto("/mail");
  const newest = page
    .getByRole("listitem")
    .filter({ hasText: email })
    .filter({ has: page.locator(`a[href*="${path}"]`) })
    .first();
  const href = await newest.locator(`a[href*="${path}"]`).first().getAttribute("href");
  if (href === null) throw new Error(`No mail to ${email} links to ${path}.`);
  return href;
}
