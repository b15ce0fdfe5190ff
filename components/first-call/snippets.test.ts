import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPatternFault, matchesPattern, parsePattern } from "@/lib/edge/path-pattern";
import { SAMPLE_PRODUCTS } from "@/lib/samples/products";
import { type ExampleCall, exampleOf } from "./example-calls";
import { type Language, snippetOf } from "./snippets";

const SECRET = "kw_NotARealSecretOnlyForThisTest";
const examples = SAMPLE_PRODUCTS.map(({ slug }) => exampleOf(slug)).filter((call) => call !== undefined);
const seen: { url: string; key: string }[] = [];
const folder = mkdtempSync(join(tmpdir(), "keyward-snippets-"));
const server = createServer((request: IncomingMessage, response) => {
  seen.push({ url: request.url ?? "", key: String(request.headers["x-api-key"] ?? "") });
  response.end('{"answer":"of the server"}');
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How each language runs a file; what a machine does not have is not run there. */
const RUNNERS: Partial<Record<Language, { file: string; command: string }>> = {
  curl: { file: "call.sh", command: "sh" },
  javascript: { file: "call.mjs", command: process.execPath },
  python: { file: "call.py", command: "python3" },
  go: { file: "call.go", command: "go" },
};

function has(command: string): boolean {
  try {
    execFileSync(command === "sh" ? "curl" : command, [command === "go" ? "version" : "--version"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

async function run(language: Language, call: ExampleCall): Promise<string> {
  const runner = RUNNERS[language];
  if (!runner) throw new Error(`${language} cannot be run`);
  writeFileSync(join(folder, runner.file), snippetOf(language, call, origin, SECRET));
  const args = language === "go" ? ["run", runner.file] : [runner.file];
  const output = await new Promise<string>((resolve, reject) => {
    execFile(runner.command, args, { cwd: folder }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
  return call.kind === "image" ? readFileSync(join(folder, call.file), "utf8") : output;
}

describe("the snippets", () => {
  test("there is an example for every sample product, on a path of that product", () => {
    for (const { slug, classes } of SAMPLE_PRODUCTS) {
      const path = exampleOf(slug)?.path.split("?")[0] ?? "";
      const patterns = classes.flatMap((one) => one.paths).map(parsePattern);
      expect(
        patterns.some((one) => !isPatternFault(one) && matchesPattern(one, path)),
        slug,
      ).toBe(true);
    }
  });

  for (const language of Object.keys(RUNNERS) as Language[]) {
    const runner = RUNNERS[language];
    test.for(examples)(
      `run as it stands, ${language} makes the call to $path and shows its answer`,
      { timeout: 60_000 },
      async (call, { skip }) => {
        if (!runner) skip(`a browser address is opened, not run`);
        else if (!has(runner.command)) skip(`${runner.command} is not on this machine`);
        seen.length = 0;
        expect(await run(language, call)).toMatch(/answer.*of the server/);
        expect(seen).toEqual([{ url: call.path, key: SECRET }]);
      },
    );
  }

  test("the browser URL carries the key as one more parameter", () => {
    const call = exampleOf("map-display");
    const url = new URL(call ? snippetOf("browser", call, "https://api.example", SECRET) : "");
    expect([...url.searchParams]).toEqual([
      ["view", "Unified"],
      ["key", SECRET],
    ]);
  });
});
