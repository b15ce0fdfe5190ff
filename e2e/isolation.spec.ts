import { demo, firstKey } from "./demo";
import { expect, signInAs, test } from "./fixtures";

test.describe("another organization's things do not exist", () => {
  test("its pages and its keys' pages answer 404, the same as made-up ones", async ({ page }) => {
    await signInAs(page, "owner", "kite-and-compass");
    const foreign = firstKey("search", "fernwood-logistics");
    const paths = [
      "/o/fernwood-logistics",
      "/o/fernwood-logistics/keys",
      "/o/fernwood-logistics/keys/new",
      `/o/fernwood-logistics/keys/${foreign.id}`,
      "/o/fernwood-logistics/analytics",
      "/o/fernwood-logistics/map",
      "/o/fernwood-logistics/members",
      `/o/kite-and-compass/keys/${foreign.id}`,
      "/o/kite-and-compass/keys/key_0000000000000000000000",
      "/o/no-such-organization/keys",
    ];
    for (const path of paths) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
      expect(await page.content(), path).not.toContain(foreign.name);
    }
  });

  test("its numbers and its names are not to be had from the endpoints behind the pages", async ({
    page,
  }) => {
    await signInAs(page, "owner", "kite-and-compass");
    const foreign = firstKey("search", "fernwood-logistics");
    const range = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&detail=hour&timeZone=UTC";
    for (const path of [
      `/api/internal/keys?org=fernwood-logistics&q=Fleet`,
      `/api/internal/usage?org=fernwood-logistics&${range}`,
    ]) {
      const answer = await page.request.get(path);
      expect(answer.status(), path).toBe(404);
    }
    const own = await page.request.get(`/api/internal/keys?org=kite-and-compass&q=${foreign.id}`);
    expect(await own.text()).not.toContain(foreign.id);
  });

  test("an action called with its key's ID finds nothing, in its own organization and in the other", async ({
    page,
  }) => {
    await signInAs(page, "owner", "kite-and-compass");
    const own = firstKey("search", "kite-and-compass");
    const foreign = firstKey("search", "fernwood-logistics");
    await page.goto(`/o/kite-and-compass/keys/${own.id}`);
    const asked = page.waitForRequest((request) => "next-action" in request.headers());
    await page
      .getByRole("button", { name: /^Copy secret kw_/ })
      .first()
      .click();
    const request = await asked;
    const body = request.postData() ?? "";
    expect(body).toContain(own.id);

    const headers = { ...(await request.allHeaders()) };
    for (const name of Object.keys(headers))
      if (name.startsWith(":") || name === "content-length") delete headers[name];
    // Sent again as it was, it answers with the secret: the refusals below are for the ID alone.
    const granted = await page.request.post(request.url(), { headers, data: body });
    expect(await granted.text()).toContain(own.secret);
    for (const slug of ["kite-and-compass", "fernwood-logistics"]) {
      const data = body.replace(own.id, foreign.id).replace("kite-and-compass", slug);
      const answer = await page.request.post(request.url(), { headers, data });
      const text = await answer.text();
      expect(text, slug).toContain("not_found");
      expect(text, slug).not.toContain(foreign.secret);
    }
  });

  test("no page that a member sees holds a secret of the demo", async ({ page }) => {
    await signInAs(page, "owner");
    const key = firstKey("map-display");
    for (const path of ["keys", `keys/${key.id}`, "analytics", "map", "members"]) {
      await page.goto(`/o/fernwood-logistics/${path}`, { waitUntil: "networkidle" });
      const html = await page.content();
      for (const { secret } of demo.keys) expect(html.includes(secret), path).toBe(false);
    }
  });
});
