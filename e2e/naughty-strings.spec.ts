import type { APIRequestContext } from "@playwright/test";
import { KeyName, KeyNote, KeyTags } from "@/lib/keys/schemas";
import { NAUGHTY_STRINGS } from "@/test/naughty-strings";
import { demo } from "./demo";
import { expect, signInAs, test } from "./fixtures";

const ORG = "fernwood-logistics";
const NOTE_MAX = 1900;
const TAGS_PER_KEY = 20;

/** Names that would do something if anything took them for more than text. */
const NAMES = NAUGHTY_STRINGS.filter(
  (text) => /<|javascript:|\u202e|\{\{|^[=@+-]/.test(text) && KeyName.safeParse(text).success,
);

/** What a note can hold of all the strings, in as few notes as they fit into. */
function notes(): string[] {
  const found: string[] = [];
  for (const text of NAUGHTY_STRINGS) {
    if (!KeyNote.safeParse(text).success || text === "") continue;
    const longer = `${found.at(-1) ?? ""}\n${text}`;
    if (found.length > 0 && longer.length <= NOTE_MAX && KeyNote.safeParse(longer).success)
      found[found.length - 1] = longer;
    else found.push(text);
  }
  return found;
}

const ALL_TAGS = [...new Set(NAUGHTY_STRINGS.filter((text) => KeyTags.safeParse([text]).success))];

type Naughty = { name: string; note: string; tags: string[] };

const KEYS: Naughty[] = notes().map((note, index) => ({
  name: NAMES[(index * 7) % NAMES.length] ?? "",
  note,
  tags: ALL_TAGS.slice(index * TAGS_PER_KEY, (index + 1) * TAGS_PER_KEY),
}));

const TOKEN = demo.tokens.find((one) => one.org === ORG)?.token ?? "";
const headers = { authorization: `Bearer ${TOKEN}` };
const made: string[] = [];

// They would fill the first page of the list, where other journeys look for their keys.
test.afterEach(async ({ request }) => {
  for (const id of made.splice(0)) {
    expect((await request.delete(`/api/v1/keys/${id}`, { headers })).ok()).toBe(true);
  }
});

async function make(request: APIRequestContext, key: Naughty): Promise<{ id: string }> {
  const data = { ...key, products: [{ product: "search" }] };
  const answer = await request.post("/api/v1/keys", { headers, data });
  expect(answer.status(), JSON.stringify(key)).toBe(201);
  return (await answer.json()) as { id: string };
}

test("as names, notes and tags naughty strings are shown byte for byte, and none of them does anything", async ({
  page,
  request,
}) => {
  expect(KEYS.map(({ note }) => note.split("\n").length).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(
    400,
  );
  // Whatever ran would open one of these, or be refused by the policy of the page, which the console tells.
  page.on("dialog", (dialog) => {
    throw new Error(`A dialog opened: ${dialog.message()}`);
  });
  await signInAs(page, "owner");
  for (const key of KEYS) made.push((await make(request, key)).id);
  for (const [index, key] of KEYS.entries()) {
    await page.goto(`/o/${ORG}/keys/${made[index]}`);
    const main = page.getByRole("main");
    expect(await main.getByRole("heading", { level: 1 }).textContent()).toBe(key.name);
    await expect(main.getByRole("term").filter({ hasText: /^Note$/ })).toBeVisible();
    // A page has one way to say a line break.
    expect(await main.locator("dd > p[dir=auto]").textContent()).toBe(key.note.replaceAll("\r\n", "\n"));
    if (key.tags.length > 0)
      expect(await main.locator("dt:text-is('Tags') + dd bdi").allTextContents()).toEqual(key.tags);
  }
  await page.goto(`/o/${ORG}/keys?size=100`);
  const links = page.getByRole("table", { name: "Keys" }).getByRole("link");
  await expect(links.first()).toBeVisible();
  const listed = await links.allTextContents();
  for (const { name } of KEYS) expect(listed).toContain(name);
});
