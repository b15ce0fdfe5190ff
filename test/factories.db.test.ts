import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { secretAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { lookupOf } from "@/lib/sealing/pepper";
import { type KeyState, makeKey, makeOrg, makeProduct } from "./factories";

const STATES: KeyState[] = [
  "active",
  "disabled",
  "disabled_by_staff",
  "not_yet_valid",
  "expired",
  "deleted",
  "retired",
];

test.each(STATES)("the database takes a key that is %s", async (state) => {
  const org = await makeOrg();
  const key = await makeKey({ org, state, products: [await makeProduct()] });
  const { lookup } = lookupOf(createHash("sha256").update(key.plaintext).digest());
  const found = await db.secret.findUniqueOrThrow({
    where: { lookup },
    select: { id: true, sealedSecret: true },
  });
  expect(found.id).toBe(key.secretId);
  if (found.sealedSecret) {
    const row = { orgId: org.id, keyId: key.id, secretId: key.secretId };
    expect(open(masterKeyring(), found.sealedSecret, secretAad(row)).toString()).toBe(key.plaintext);
  }
});

test("hashes and ciphertext are in no answer that did not name them", async () => {
  const key = await makeKey({ org: await makeOrg() });
  const secret = await db.secret.findUniqueOrThrow({ where: { id: key.secretId } });
  expect(Object.keys(secret)).not.toEqual(expect.arrayContaining(["lookup"]));
  for (const column of ["lookup", "sealedDigest", "sealedSecret"]) expect(secret).not.toHaveProperty(column);
  const inside = await db.$transaction((tx) => tx.secret.findUniqueOrThrow({ where: { id: key.secretId } }));
  for (const column of ["lookup", "sealedDigest", "sealedSecret"]) expect(inside).not.toHaveProperty(column);
});
