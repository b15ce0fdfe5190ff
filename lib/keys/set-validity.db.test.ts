import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { SetValidityInput } from "./life-schemas";
import { setKeyValidity } from "./set-validity";

const DAY_MS = 86_400_000;
const at = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
type Dates = { validFrom?: Date | null; expiresAt?: Date | null };

async function scene(state: "active" | "expired" | "not_yet_valid" = "active") {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org, state });
  const set = ({ validFrom, expiresAt }: Dates) =>
    setKeyValidity(
      ctx,
      SetValidityInput.parse({
        keyId: key.id,
        validFrom: validFrom?.toISOString() ?? validFrom,
        expiresAt: expiresAt?.toISOString() ?? expiresAt,
      }),
    );
  return { key, set };
}

const datesOf = ({ id }: TestKey) =>
  db.key.findUniqueOrThrow({ where: { id }, select: { validFrom: true, expiresAt: true } });

test("sets and removes each end without touching the other", async () => {
  const { key, set } = await scene();
  await set({ expiresAt: at(30) });
  expect(await datesOf(key)).toEqual({ validFrom: null, expiresAt: at(30) });
  await set({ validFrom: at(10) });
  expect(await datesOf(key)).toEqual({ validFrom: at(10), expiresAt: at(30) });
  await set({ validFrom: null });
  expect(await datesOf(key)).toEqual({ validFrom: null, expiresAt: at(30) });
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    action: "key.validity_set",
    before: { validFrom: at(10).toISOString(), expiresAt: at(30).toISOString() },
    after: { validFrom: null, expiresAt: at(30).toISOString() },
  });
});

test.each([
  ["an end that is past", { expiresAt: at(-1) }, "expiresAt"],
  ["an end that is now", { expiresAt: NOW }, "expiresAt"],
  ["an end further than any key may live", { expiresAt: at(3651) }, "expiresAt"],
  ["a start that is past", { validFrom: at(-1) }, "validFrom"],
  ["an end before the start", { validFrom: at(5), expiresAt: at(4) }, "expiresAt"],
  ["an end at the start", { validFrom: at(5), expiresAt: at(5) }, "expiresAt"],
])("%s is refused at its field", async (_, dates, field) => {
  const { key, set } = await scene();
  await expect(set(dates)).rejects.toMatchObject({
    code: "invalid_input",
    fields: { [field]: [expect.any(String)] },
  });
  expect(await datesOf(key)).toEqual({ validFrom: null, expiresAt: null });
  expect(await auditOf(key.id)).toEqual([]);
});

test("an expired key gets a new end, and a past end may stay where it is", async () => {
  const { key, set } = await scene("expired");
  const { expiresAt } = await datesOf(key);
  expect(await set({ expiresAt })).toEqual({ version: 1 });
  await set({ expiresAt: at(1) });
  expect(await datesOf(key)).toEqual({ validFrom: null, expiresAt: at(1) });
});

test("what is as it was is no change: no version, no row", async () => {
  const { key, set } = await scene("not_yet_valid");
  const before = await datesOf(key);
  expect(await set(before)).toEqual({ version: 1 });
  expect(await set({})).toEqual({ version: 1 });
  expect(await auditOf(key.id)).toEqual([]);
});
