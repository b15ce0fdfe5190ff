import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PLACES } from "./places";

/** Columns of bytes that depend on none of the installation's keys: plain hashes, public keys, and MACs whose key is archived. */
const NOT_SEALED = [
  "email_token.token_hash",
  "known_device.token_hash",
  "recovery_code.code_hash",
  "management_token.token_hash",
  "idempotent_answer.request_hash",
  "invite.token_hash",
  "token_key.public_key",
  "audit_entry.mac",
  "audit_head.mac",
  "leak_finding.digest",
  "leak_reporter.token_hash",
];

function bytesColumns(): string[] {
  const dir = "prisma/schema";
  const text = readdirSync(dir)
    .map((file) => readFileSync(join(dir, file), "utf8"))
    .join("\n");
  return [...text.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].flatMap(([, body = ""]) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "";
    return [...body.matchAll(/^ {2}(\w+) +Bytes\b(.*)$/gm)].map(
      ([, field = "", rest = ""]) => `${table}.${/@map\("(\w+)"\)/.exec(rest)?.[1] ?? field}`,
    );
  });
}

test("every column that holds ciphertext or a keyed look-up is sealed again in a rotation", () => {
  const columns = bytesColumns();
  const unknown = columns.filter(
    (column) => !NOT_SEALED.includes(column) && !PLACES.some(({ name }) => name === column),
  );
  expect(unknown).toEqual([]);
  expect(columns.length).toBeGreaterThan(15);
  expect(NOT_SEALED.filter((column) => !columns.includes(column))).toEqual([]);
});
