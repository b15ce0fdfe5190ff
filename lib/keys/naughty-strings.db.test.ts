import { beforeAll, expect, test } from "vitest";
import { isDomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { NAUGHTY_STRINGS as STRINGS } from "@/test/naughty-strings";
import { editKey } from "./edit";
import { EditKeyInput } from "./edit-schema";
import { getKey, type KeyDetails } from "./get";

/** Changes of one organization wait for each other; those of several go side by side. */
const LANES = 3;

type Lane = { ctx: OrgContext; keyId: string };
let lanes: Lane[];
beforeAll(async () => {
  const products = [await makeProduct()];
  lanes = await Promise.all(
    Array.from({ length: LANES }, async () => {
      const org = await makeOrg();
      return { ctx: await ownerCtx(org), keyId: (await makeKey({ org, products })).id };
    }),
  );
});

async function withEach(check: (text: string, lane: Lane) => Promise<void>): Promise<void> {
  await Promise.all(
    lanes.map(async (lane, number) => {
      for (const text of STRINGS.filter((_, index) => index % LANES === number)) await check(text, lane);
    }),
  );
}

test("there are more than five hundred of them", () => {
  expect(STRINGS.length).toBeGreaterThanOrEqual(515);
});

const inDomains = (text: string) => ({ restrictions: { domain: { mode: "enforce", allow: [text] } } });
const domains = ({ restrictions }: KeyDetails) => restrictions?.domain.allow[0];

const FIELDS = {
  name: { with: (text: string) => ({ name: text }), of: (key: KeyDetails) => key.name, at: /^name$/ },
  note: { with: (text: string) => ({ note: text }), of: (key: KeyDetails) => key.note, at: /^note$/ },
  tag: { with: (text: string) => ({ tags: [text] }), of: (key: KeyDetails) => key.tags[0], at: /^tags\.0$/ },
};

test("as name, note and tag each is kept byte for byte, or refused at its field in words", async () => {
  const kept = { name: 0, note: 0, tag: 0 };
  await withEach(async (text, lane) => {
    const { ctx, keyId } = lane;
    const names = ["name", "note", "tag"] as const;
    const fits = names.filter((name) => {
      const refusal = refusalOf(keyId, FIELDS[name].with(text));
      if (refusal !== null) expectInWords(refusal, FIELDS[name].at, text);
      return refusal === null;
    });
    expect(await save(lane, Object.assign({}, ...fits.map((name) => FIELDS[name].with(text))))).toBeNull();
    const stored = await getKey(ctx, { keyId });
    for (const name of fits) {
      const bytes = Buffer.from(FIELDS[name].of(stored) ?? "");
      expect(bytes.equals(Buffer.from(text)), `${name} ${JSON.stringify(text)}`).toBe(true);
      kept[name] += 1;
    }
  });
  for (const count of Object.values(kept)) {
    expect(count).toBeGreaterThan(200);
    expect(count).toBeLessThan(STRINGS.length);
  }
}, 120_000);

test("as a domain each is refused at its field, or kept in the one spelling that browsers send", async () => {
  await withEach(async (text, lane) => {
    const { ctx, keyId } = lane;
    const refusal = await save(lane, inDomains(text));
    if (refusal !== null) {
      expectInWords(refusal, /^restrictions\.domain\.allow/, text);
      return;
    }
    const stored = domains(await getKey(ctx, { keyId })) ?? "";
    expect(stored, JSON.stringify(text)).toMatch(/^(?:null|(?:\*\.)?[a-z0-9_.-]+(?::\d{1,5})?)$/);
    // What is kept says the same again.
    expect(EditKeyInput.parse({ keyId, ...inDomains(stored) }).restrictions?.domain.allow).toEqual([stored]);
  });
}, 120_000);

type Refusal = [path: string, sentence: string][];

function refusalOf(keyId: string, change: object): Refusal | null {
  const read = EditKeyInput.safeParse({ keyId, ...change });
  return read.success ? null : read.error.issues.map(({ path, message }) => [path.join("."), message]);
}

async function save({ ctx, keyId }: Lane, change: object): Promise<Refusal | null> {
  const refusal = refusalOf(keyId, change);
  if (refusal !== null) return refusal;
  try {
    await editKey(ctx, EditKeyInput.parse({ keyId, ...change }));
    return null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return Object.entries(error.fields ?? {}).flatMap(([path, all]) =>
      all.map((sentence): Refusal[number] => [path, sentence]),
    );
  }
}

function expectInWords(refusal: Refusal, path: RegExp, text: string): void {
  expect(refusal.length, JSON.stringify(text)).toBeGreaterThan(0);
  for (const [at, sentence] of refusal) {
    expect(at, JSON.stringify(text)).toMatch(path);
    expect(sentence).toMatch(/\.$/);
  }
}
