import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { answerRequest } from "@/lib/management/handle";
import type { Scope } from "@/lib/management/scopes";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestOrg } from "@/test/factories";
import { program } from "@/test/management";
import { makeReceiver } from "@/test/receiver";
import { auditOf } from "@/test/traces";
import { run } from "./run";

/** The real API behind a real connection; answers handed in come first. */
let server: Server;
let base: string;
const canned: { status: number; headers: Record<string, string>; body: string }[] = [];
const seen: IncomingMessage[] = [];
const dir = mkdtempSync(join(tmpdir(), "keyward-cli-"));

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push(request);
    const early = canned.shift();
    if (early) {
      response.writeHead(early.status, early.headers).end(early.body);
      return;
    }
    const body = Buffer.concat(chunks).toString();
    const answer = await answerRequest(
      new Request(`http://127.0.0.1${request.url}`, {
        method: request.method ?? "GET",
        headers: request.headers as Record<string, string>,
        ...(body === "" ? {} : { body }),
      }),
      new Date(),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function terminal(org: TestOrg, scopes?: readonly Scope[], group: "keys" | "webhooks" = "keys") {
  const { token } = await program({ ...(await ownerCtx(org)), now: new Date() }, scopes);
  return async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const env = { KEYWARD_URL: base, KEYWARD_TOKEN: token };
    const code = await run([group, ...args], {
      env,
      folder: dir,
      input: async () => Buffer.alloc(0),
      out: (line) => out.push(line),
      err: (line) => err.push(line),
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  };
}

test("a key's life from a terminal: create, list, restrict, rotate, disable, enable, delete, restore", async () => {
  const org = await makeOrg();
  const product = await makeProduct();
  const keyward = await terminal(org);
  const created = await keyward("create", "--name", "From CI", "--product", product.slug, "--tag", "ci");
  expect(created).toMatchObject({ code: 0, out: expect.stringMatching(/^kw_[0-9A-Za-z]{49}$/) });
  const [keyId = ""] = /key_[0-9A-Za-z]{22}/.exec(created.err) ?? [];

  expect((await keyward("list", "--q", "From CI")).out).toMatch(new RegExp(`^${keyId}  active .*From CI$`));
  const edited = await keyward("edit", keyId, "--ip", "192.0.2.0/24", "--domain", "example.com", "--json");
  expect(JSON.parse(edited.out)).toMatchObject({
    restrictions: { ips: { allow: ["192.0.2.0/24"] }, domains: ["example.com"] },
    enforcement: { ips: "enforce", domains: "enforce" },
  });

  const file = join(dir, "new-secret");
  const rotated = await keyward(
    "rotate",
    keyId,
    "--overlap",
    "1h",
    "--secret-file",
    file,
    "--reason",
    "Yearly",
  );
  expect(rotated).toMatchObject({ code: 0, out: "" });
  expect(readFileSync(file, "utf8")).toMatch(/^kw_[0-9A-Za-z]{49}\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(rotated.err).not.toContain(readFileSync(file, "utf8").trim());
  expect(rotated.err).toContain("(retiring, ends ");

  expect((await keyward("extend", keyId, "--overlap", "2h")).code).toBe(0);
  expect((await keyward("finish", keyId)).out).not.toContain("retiring");
  expect((await keyward("disable", keyId, "--reason", "Not now.")).out).toMatch(/status +disabled/);
  expect((await keyward("enable", keyId)).out).toMatch(/status +active/);
  expect((await keyward("usage", keyId, "--interval", "day")).out).toMatch(/^requests +0$/m);
  expect((await keyward("delete", keyId)).out).toContain("in the trash");
  expect((await keyward("list")).out).toBe("");
  expect((await keyward("restore", keyId)).out).toMatch(/status +active/);
  const actions = (await auditOf(keyId)).map(({ action }) => action);
  expect(actions).toEqual([
    "key.created",
    "key.edited",
    "key.rotated",
    "key.rotation_extended",
    "key.rotation_finished",
    "key.disabled",
    "key.enabled",
    "key.deleted",
    "key.restored",
  ]);
});

test("every page of a long list is fetched with --all", async () => {
  const org = await makeOrg();
  for (let at = 0; at < 5; at += 1) await makeKey({ org });
  const keyward = await terminal(org);
  expect((await keyward("list", "--limit", "2")).out.split("\n")).toHaveLength(2);
  expect((await keyward("list", "--limit", "2", "--all")).out.split("\n")).toHaveLength(5);
});

test("what the API refuses is said in its words, with the code and the request ID, and is exit code 1", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  const foreign = await makeKey({ org: await makeOrg() });
  const keyward = await terminal(org);
  expect(await keyward("get", foreign.id)).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringMatching(/\(404, not_found, req_\w+\)$/),
  });
  const wrong = await keyward("edit", key.id, "--ip", "nonsense");
  expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/nonsense[\s\S]*422, invalid_input/) });
  const reader = await terminal(org, ["keys:read"]);
  expect(await reader("disable", key.id)).toMatchObject({
    code: 1,
    err: expect.stringContaining("insufficient_scope"),
  });
  expect(await db.key.count({ where: { id: key.id, disabledAt: null } })).toBe(1);
});

test("a secret file that is there already is left alone, and the key is not rotated", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  const keyward = await terminal(org);
  const file = join(dir, "taken");
  writeFileSync(file, "mine");
  const rotated = await keyward("rotate", key.id, "--overlap", "0", "--secret-file", file);
  expect(rotated).toMatchObject({ code: 2, err: expect.stringContaining("is there already") });
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect(await auditOf(key.id)).toEqual([]);
});

test("a 429 is waited out, and every try of a POST carries the same Idempotency-Key", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  const keyward = await terminal(org);
  canned.push({ status: 429, headers: { "retry-after": "1" }, body: "{}" });
  seen.length = 0;
  expect((await keyward("disable", key.id)).code).toBe(0);
  const keys = seen.map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test("a redirect is not followed: the token goes to no other place", async () => {
  const keyward = await terminal(await makeOrg());
  canned.push({ status: 302, headers: { location: `${base}/elsewhere` }, body: "" });
  canned.push({ status: 302, headers: { location: `${base}/elsewhere` }, body: "" });
  canned.push({ status: 302, headers: { location: `${base}/elsewhere` }, body: "" });
  seen.length = 0;
  expect((await keyward("list")).code).toBe(1);
  expect(seen.every(({ url }) => url?.startsWith("/api/v1/keys"))).toBe(true);
  canned.length = 0;
});

test("a name that moves the cursor is shown without its control characters", async () => {
  const org = await makeOrg();
  await makeKey({ org, name: "\u001b[2Jwiped\u202e" });
  const { out } = await (await terminal(org))("list");
  expect(out).toContain("\ufffd[2Jwiped\ufffd");
});

test("a webhook's life from a terminal: create, edit, test, what was sent, again, another secret, delete", async () => {
  const keyward = await terminal(await makeOrg(), undefined, "webhooks");
  const receiver = await makeReceiver();
  const made = await keyward("create", "--name", "On-call", "--url", receiver.url, "--event", "key.deleted");
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^whsec_\S+$/);
  const [id = ""] = /whk_\w+/.exec(made.err) ?? [];
  expect((await keyward("edit", id, "--all-events")).out).toContain("events     all");
  expect((await keyward("test", id)).out).toMatch(/^It answered 204 in \d+ ms\.$/);
  expect((await keyward("list")).out).toBe(`${id}  active    On-call  ${receiver.url}`);
  const sent = await keyward("deliveries", id, "--state", "arrived");
  const [delivery = ""] = /dlv_\w+/.exec(sent.out) ?? [];
  receiver.answer = 500;
  expect(await keyward("redeliver", delivery)).toMatchObject({ code: 0, out: "It answered 500." });
  expect((await keyward("get", id)).out).toContain("status     failing");
  expect((await keyward("resend-failed", id)).out).toBe("0 will be sent now.");
  const rotated = await keyward("rotate-secret", id, "--overlap-hours", "1");
  expect(rotated.out).toMatch(/^whsec_/);
  expect(rotated.out).not.toBe(made.out);
  expect((await keyward("rotate-secret", id)).err).toContain("--overlap-hours");
  expect(await keyward("disable", id)).toMatchObject({ code: 0 });
  expect(await keyward("test", id)).toMatchObject({ code: 1 });
  expect((await keyward("delete", id)).out).toBe(`${id} is gone, with its secret and its log.`);
  expect(await keyward("get", id)).toMatchObject({ code: 1 });
});
