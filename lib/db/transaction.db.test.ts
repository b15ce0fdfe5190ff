import { expect, test } from "vitest";
import { onCommitted } from "@/lib/changes/pending";
import { recordChange } from "@/lib/changes/record";
import { makeOrg } from "@/test/factories";
import { db } from "./client";
import { asOneTransaction, withTransaction } from "./transaction";

const rename = (id: string, name: string) =>
  withTransaction((tx) => tx.org.update({ where: { id }, data: { name }, select: { id: true } }));
const nameOf = async (id: string) => (await db.org.findUniqueOrThrow({ where: { id } })).name;

test("what joins one transaction is committed together, and heard of only then", async () => {
  const org = await makeOrg();
  const heard: string[] = [];
  const stop = onCommitted((changes) => heard.push(...changes.map(({ subject }) => subject)));
  await asOneTransaction(async () => {
    await rename(org.id, "First");
    await withTransaction((tx) => recordChange(tx, "org", org.id));
    expect(await nameOf(org.id)).toBe(org.name);
    expect(heard).toEqual([]);
  });
  stop();
  expect(await nameOf(org.id)).toBe("First");
  expect(heard).toEqual([org.id]);
});

test("when one of them fails, nothing of the others stays", async () => {
  const org = await makeOrg();
  const both = asOneTransaction(async () => {
    await rename(org.id, "First");
    await withTransaction(async () => {
      throw new Error("second");
    });
  });
  await expect(both).rejects.toThrow("second");
  expect(await nameOf(org.id)).toBe(org.name);
});

test("what was started inside and not awaited has a transaction of its own once the joined one is over", async () => {
  const org = await makeOrg();
  let later: Promise<unknown> = Promise.resolve();
  let go: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    go = resolve;
  });
  await asOneTransaction(async () => {
    later = over.then(() => rename(org.id, "Later"));
  });
  go();
  await later;
  expect(await nameOf(org.id)).toBe("Later");
});

test("transactions side by side do not join each other", async () => {
  const org = await makeOrg();
  const failing = asOneTransaction(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error("no");
  });
  await Promise.all([expect(failing).rejects.toThrow("no"), rename(org.id, "Beside")]);
  expect(await nameOf(org.id)).toBe("Beside");
});
