import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, expect, test, vi } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An API that writes down what it is asked. */
async function api(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const url = await listen(
    createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    }),
  );
  return { url, asked };
}

const secret = generateSecret();
const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), "keyward-guides-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

test("the proxy asks for what is on its list with the key, and passes nothing of the visitor on", async () => {
  const { createProxy } = await import("./front-end-proxy/proxy.mjs");
  const { url, asked } = await api((_, response) => {
    response.writeHead(200, { "content-type": "image/png", "set-cookie": "a=b" }).end("tile");
  });
  const proxy = await listen(createProxy({ apiBaseUrl: url, secret }));
  const tile = await fetch(`${proxy}/tiles/3/4/5.png?key=x`, {
    headers: { cookie: "session=1", "x-api-key": "y" },
  });
  expect(tile.status).toBe(200);
  expect(await tile.text()).toBe("tile");
  expect(tile.headers.get("content-type")).toBe("image/png");
  expect(tile.headers.get("set-cookie")).toBeNull();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ url: "/map/1/tile/basic/main/3/4/5.png" });
  expect(asked[0]?.headers).toMatchObject({ "x-api-key": secret });
  expect(asked[0]?.headers.cookie).toBeUndefined();
  for (const path of [
    "/",
    "/search/2/geocode/x.json",
    "/tiles/3/4/5.png/../../search",
    "/tiles/%33/4/5.png",
  ]) {
    expect((await fetch(proxy + path)).status).toBe(404);
  }
  expect((await fetch(`${proxy}/tiles/3/4/5.png`, { method: "POST" })).status).toBe(404);
  expect(asked).toHaveLength(1);
});

test("the proxy hands on a 429 with its wait, hides other refusals, and never says the secret", async () => {
  const { createProxy } = await import("./front-end-proxy/proxy.mjs");
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  let status = 429;
  const { url } = await api((_, response) => response.writeHead(status, { "retry-after": "7" }).end(secret));
  const proxy = await listen(createProxy({ apiBaseUrl: url, secret }));
  const busy = await fetch(`${proxy}/tiles/0/0/0.png`);
  expect([busy.status, busy.headers.get("retry-after"), await busy.text()]).toEqual([429, "7", ""]);
  status = 403;
  const refused = await fetch(`${proxy}/tiles/0/0/0.png`);
  expect([refused.status, await refused.text()]).toEqual([502, ""]);
  expect(JSON.stringify(logged.mock.calls)).not.toContain(secret);
  const away = await listen(createProxy({ apiBaseUrl: "http://127.0.0.1:9", secret }));
  expect((await fetch(`${away}/tiles/0/0/0.png`)).status).toBe(502);
});

test("the token source asks once for many visitors, and again before the token ends", async () => {
  const { createTokenSource } = await import("./front-end-tokens/token-source.mjs");
  let seconds = 900;
  const { url, asked } = await api((_, response) => {
    response.end(JSON.stringify({ access_token: `t${asked.length}`, expires_in: seconds }));
  });
  const accessToken = createTokenSource({
    apiBaseUrl: url,
    keyId: "key_1",
    secret,
    scope: "map-display:read",
  });
  const tokens = await Promise.all([accessToken(), accessToken(), accessToken()]);
  expect(new Set(tokens.map(({ token }) => token))).toEqual(new Set(["t1"]));
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`key_1:${secret}`).toString("base64")}`);
  seconds = 30;
  const short = createTokenSource({ apiBaseUrl: url, keyId: "key_1", secret, scope: "map-display:read" });
  await short();
  await short();
  expect(asked).toHaveLength(3);
});

test("the reader prefers a file, and sees a rotation without a restart", async () => {
  const { createSecretReader } = await import("./read-secret/read-secret.mjs");
  expect(createSecretReader({ API_KEY: secret })()).toBe(secret);
  expect(() => createSecretReader({})()).toThrow("API_KEY");
  const file = join(folder(), "key");
  writeFileSync(file, `${secret}\n`);
  const read = createSecretReader({ API_KEY_FILE: file });
  expect(read()).toBe(secret);
  const next = generateSecret();
  writeFileSync(file, next);
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
  expect(read()).toBe(next);
});

test("with the hook a commit that holds a secret does not happen, and any other one does", async () => {
  const dir = folder();
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.test", ...args], {
      cwd: dir,
      encoding: "utf8",
    });
  git("init", "-q");
  mkdirSync(join(dir, "tools"));
  await build({
    entryPoints: ["cli/keyward.ts"],
    outfile: join(dir, "tools/keyward.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  cpSync("examples/pre-commit/pre-commit", join(dir, ".git/hooks/pre-commit"));
  cpSync("examples/pre-commit/gitignore", join(dir, ".gitignore"));
  writeFileSync(join(dir, "config.ts"), `export const key = "${secret}";`);
  git("add", ".");
  const refused = git("commit", "-qm", "first");
  expect(refused.status).toBe(1);
  expect(`${refused.stdout}${refused.stderr}`).toContain("config.ts:1:21  secret");
  expect(`${refused.stdout}${refused.stderr}`).not.toContain(secret);
  writeFileSync(join(dir, "config.ts"), "export const key = process.env.API_KEY;");
  writeFileSync(join(dir, ".env"), `API_KEY=${secret}`);
  git("add", ".");
  expect(git("commit", "-qm", "first").status).toBe(0);
  expect(execFileSync("git", ["ls-files"], { cwd: dir, encoding: "utf8" })).not.toContain(".env");
});

test("the file that is handed on needs nothing but Node", async () => {
  const dir = folder();
  const outfile = join(dir, "keyward.mjs");
  const options = {
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  } as const;
  const { metafile } = await build({ ...options, entryPoints: ["cli/keyward.ts"], outfile, metafile: true });
  const external = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(external.filter((path) => !path.startsWith("node:"))).toEqual([]);
  const help = spawnSync(process.execPath, [outfile, "--help"], { cwd: dir, encoding: "utf8" });
  expect(help).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("keyward scan") });
});
