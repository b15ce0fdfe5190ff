import { spawnSync } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { signAssertion } from "@/lib/edge/assertion";
import { createVerifier } from "./verify.mjs";

const NOW = 1_772_452_800_000;
const [OLD, NEW, GONE] = ["usk_old", "usk_new", "usk_gone"].map((kid) => ({ kid, secret: randomBytes(32) }));
const hmac = (secret: Uint8Array, message: string) =>
  createHmac("sha256", secret).update(message).digest("base64url");

type Sent = { method: string; target: string; headers: Record<string, string>; now: number };
type Task = { secrets: Record<string, string>; refuseRepeats: boolean; calls: Sent[] };

let calls = 0;

/** A call as the edge sends it; `over` is what happens to it on its way. */
function sent(over: Partial<Sent> = {}, key = NEW, headers: Record<string, string> = {}): Sent {
  if (key === undefined) throw new Error("There is no such key.");
  calls += 1;
  const requestId = `req_${calls}`;
  const target = "/samples/map/1?a=%20b&c=%2F";
  const keyward = ["X-Keyward-Key-Id", "key_1", "X-Keyward-Org-Id", "org_1", "X-Keyward-Product", "map"];
  const assertion = signAssertion({ method: "GET", target, requestId, keyward, now: NOW }, key, hmac);
  return {
    method: "GET",
    target,
    now: NOW,
    ...over,
    headers: {
      "X-Keyward-Key-Id": "key_1",
      "X-Keyward-Org-Id": "org_1",
      "X-Keyward-Product": "map",
      "X-Request-Id": requestId,
      "X-Keyward-Assertion": assertion,
      Accept: "*/*",
      ...headers,
    },
  };
}

const once = sent();
const CASES: [string, Sent, string][] = [
  ["as it was sent", once, ""],
  ["sent again", once, "replayed"],
  ["signed with the secret that is being replaced", sent({}, OLD), ""],
  ["signed with a secret that is gone", sent({}, GONE), "unknown_key"],
  ["with another path", sent({ target: "/samples/map/2?a=%20b&c=%2F" }), "wrong_signature"],
  ["with its path decoded", sent({ target: "/samples/map/1?a= b&c=/" }), "wrong_signature"],
  ["with another query", sent({ target: "/samples/map/1?a=%20b" }), "wrong_signature"],
  ["with another method", sent({ method: "POST" }), "wrong_signature"],
  ["of another key", sent({}, NEW, { "X-Keyward-Key-Id": "key_2" }), "wrong_signature"],
  ["with a field more", sent({}, NEW, { "X-Keyward-Role": "admin" }), "wrong_signature"],
  ["with another request ID", sent({}, NEW, { "X-Request-Id": "req_x" }), "wrong_signature"],
  ["after 30 seconds", sent({ now: NOW + 30_000 }), ""],
  ["later", sent({ now: NOW + 30_001 }), "out_of_window"],
  ["30 seconds before", sent({ now: NOW - 30_000 }), ""],
  ["earlier", sent({ now: NOW - 30_001 }), "out_of_window"],
  ["without an assertion", { ...once, headers: {} }, "missing"],
  ["with an empty one", sent({}, NEW, { "X-Keyward-Assertion": "" }), "malformed"],
  [
    "with a line feed after it",
    sent({}, NEW, { "X-Keyward-Assertion": `${once.headers["X-Keyward-Assertion"]}\n` }),
    "malformed",
  ],
  [
    "with digits of another script",
    sent({}, NEW, { "X-Keyward-Assertion": `v1;kid=usk_new;t=\u0661;sig=${"A".repeat(43)}` }),
    "malformed",
  ],
  [
    "far in the future",
    sent({}, NEW, { "X-Keyward-Assertion": `v1;kid=usk_new;t=999999999999;sig=${"A".repeat(43)}` }),
    "out_of_window",
  ],
];

const task: Task = {
  secrets: Object.fromEntries(
    [OLD, NEW].flatMap((key) => (key === undefined ? [] : [[key.kid, key.secret.toString("base64")]])),
  ),
  refuseRepeats: true,
  calls: CASES.map(([, call]) => call),
};
const expected = CASES.map(([name, , fault]) => [name, fault]);
const named = (faults: readonly string[]) => CASES.map(([name], at) => [name, faults[at] ?? "no answer"]);

const scratch = mkdtempSync(join(tmpdir(), "keyward-verify-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Why a language is not tested here; null when it is. */
function lacks(program: string): string | null {
  const isThere = spawnSync(program, [program === "go" ? "version" : "--version"], { stdio: "ignore" });
  return isThere.status === 0 ? null : `skipped: ${program} is not installed\n`;
}

function run(program: string, args: string[], cwd: string, input: Task): string[] {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    input: JSON.stringify(input),
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", GOCACHE: join(scratch, "go-cache") },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

function node(input: Task): string[] {
  const secrets = Object.entries(input.secrets).map(([kid, text]) => [kid, Buffer.from(text, "base64")]);
  const verify = createVerifier(Object.fromEntries(secrets), { refuseRepeats: input.refuseRepeats });
  return input.calls.map(({ method, target, headers, now }) => {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    return verify(method, target, Object.fromEntries(lower), now) ?? "";
  });
}

const PYTHON = `
import base64, json, sys
from verify import Verifier
task = json.load(sys.stdin)
secrets = {kid: base64.b64decode(text) for kid, text in task["secrets"].items()}
verifier = Verifier(secrets, refuse_repeats=task["refuseRepeats"])
faults = [verifier.fault(c["method"], c["target"], c["headers"], c["now"] / 1000) or "" for c in task["calls"]]
print(json.dumps(faults))
`;

function python(input: Task): string[] {
  copyFileSync("examples/verify-assertion/verify.py", join(scratch, "verify.py"));
  return run("python3", ["-B", "-c", PYTHON], scratch, input);
}

const GO = `package main

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"time"

	"example.test/upstream/keyward"
)

func main() {
	var task struct {
		Secrets       map[string]string
		RefuseRepeats bool
		Calls         []struct {
			Method, Target string
			Headers        map[string]string
			Now            int64
		}
	}
	if err := json.NewDecoder(os.Stdin).Decode(&task); err != nil {
		panic(err)
	}
	secrets := map[string][]byte{}
	for kid, text := range task.Secrets {
		secrets[kid], _ = base64.StdEncoding.DecodeString(text)
	}
	verifier := keyward.NewVerifier(secrets, task.RefuseRepeats)
	faults := []string{}
	for _, call := range task.Calls {
		header := map[string][]string{}
		for name, value := range call.Headers {
			header[name] = []string{value}
		}
		faults = append(faults, verifier.Fault(call.Method, call.Target, header, time.UnixMilli(call.Now)))
	}
	json.NewEncoder(os.Stdout).Encode(faults)
}
`;

function go(input: Task): string[] {
  mkdirSync(join(scratch, "keyward"), { recursive: true });
  copyFileSync("examples/verify-assertion/verify.go", join(scratch, "keyward", "verify.go"));
  writeFileSync(join(scratch, "go.mod"), "module example.test/upstream\n\ngo 1.18\n");
  writeFileSync(join(scratch, "main.go"), GO);
  return run("go", ["run", "."], scratch, input);
}

for (const [program, verify] of [
  ["node", node],
  ["python3", python],
  ["go", go],
] as const) {
  const reason = lacks(program);
  if (reason !== null) process.stdout.write(reason);
  describe.skipIf(reason !== null)(`the verifier for ${program}`, () => {
    test("lets in what the edge signed, once, and says what is wrong with everything else", () => {
      expect(named(verify(task))).toEqual(expected);
    }, 60_000);

    test("lets a repeat pass where others refuse it", () => {
      expect(verify({ ...task, refuseRepeats: false, calls: [once, once] })).toEqual(["", ""]);
    }, 60_000);
  });
}
