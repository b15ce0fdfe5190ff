import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { readPaste, sha256Hex } from "./read-paste";

const secret = generateSecret();
const another = generateSecret();

test("finds each secret once, wherever it stands in a text", () => {
  const text = `GET /map?key=${secret}&x=1 "X-API-Key: ${another}" again ${secret}`;
  expect(readPaste(text)).toEqual({ secrets: [secret, another], damaged: 0, keyIds: [] });
  expect(readPaste("nothing here")).toEqual({ secrets: [], damaged: 0, keyIds: [] });
});

test("finds a secret that is percent-encoded, or broken over lines as mail programs do", () => {
  expect(readPaste(`key%3D${secret.replace("_", "%5F")}`)).toMatchObject({ secrets: [secret], damaged: 0 });
  for (const fold of ["\n", "\r\n", "=\r\n", "\n> ", "\n    "]) {
    const folded = `${secret.slice(0, 30)}${fold}${secret.slice(30)}`;
    expect(readPaste(`here: ${folded} bye`)).toMatchObject({ secrets: [secret], damaged: 0 });
  }
});

test("says how many are cut off or mistyped, and takes none of them for a secret", () => {
  const wrong = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
  expect(readPaste(wrong)).toMatchObject({ secrets: [], damaged: 1 });
  expect(readPaste(`${secret.slice(0, 40)} ${another}`)).toMatchObject({ secrets: [another], damaged: 1 });
});

test("a key ID is told apart from a secret", () => {
  const id = `key_${"a1".repeat(11)}`;
  expect(readPaste(`${id}, ${id} and key_short`)).toEqual({ secrets: [], damaged: 0, keyIds: [id] });
});

test("the digest is SHA-256 in hex, as the server expects it", async () => {
  expect(await sha256Hex(secret)).toBe(createHash("sha256").update(secret).digest("hex"));
});
