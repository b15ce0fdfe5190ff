import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && !path.endsWith(".test.ts"));

test("one place makes a Prisma client, so that hashes and ciphertext are omitted everywhere", () => {
  const makers = SOURCES.filter((path) => /new PrismaClient\(/.test(readFileSync(path, "utf8")));
  expect(makers).toEqual(["lib/db/client.ts"]);
});
