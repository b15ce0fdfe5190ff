import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { newId } from "@/lib/std/id";
import { readQuery } from "./read-query";

const SECRET = generateSecret();
const KEY_ID = newId("key");
const REQUEST_ID = newId("request");
const ORG_ID = newId("org");

const query = (text: string) => {
  const read = readQuery(text);
  return read.kind === "ready" ? read.query : read.kind;
};

describe("what a ticket says is read as", () => {
  it.each([
    ["", "nothing"],
    [SECRET, "secrets"],
    [`GET /map/tile?key=${SECRET} from ada@example.com, ${REQUEST_ID}`, "secrets"],
    [`my key ${KEY_ID} fails`, { kind: "keys", keyIds: [KEY_ID] }],
    [`${REQUEST_ID} with ${KEY_ID}`, { kind: "calls", requestIds: [REQUEST_ID] }],
    [`org ${ORG_ID}`, { kind: "org", orgId: ORG_ID }],
    ["Ada <ada@example.com> wrote", { kind: "email", email: "ada@example.com" }],
    ["kw_4fT2…9aQx", { kind: "ends", head: "4fT2", tail: "9aQx" }],
    ["kw_4fT2...9aQx", { kind: "ends", head: "4fT2", tail: "9aQx" }],
    ["kw_…9aQx", { kind: "ends", head: "", tail: "9aQx" }],
    ["4fT2 9aQx", { kind: "ends", head: "4fT2", tail: "9aQx" }],
    ["kw_4fT2", { kind: "ends", head: "4fT2", tail: "" }],
    ["4fT2", { kind: "text", text: "4fT2" }],
    ["Fleet Works", { kind: "text", text: "Fleet Works" }],
    ["kw_…", "unfit"],
    ["x", "unfit"],
    ["x".repeat(101), "unfit"],
  ])("%s", (text, expected) => expect(query(text)).toEqual(expected));

  it("a secret that was cut off: by its first characters; mistyped: by its ends", () => {
    const [head, tail] = [SECRET.slice(3, 7), SECRET.slice(-4)];
    expect(query(SECRET.slice(0, 30))).toEqual({ kind: "ends", head, tail: "" });
    const wrong = `${SECRET.slice(0, 20)}${SECRET[20] === "x" ? "y" : "x"}${SECRET.slice(21)}`;
    expect(query(wrong)).toEqual({ kind: "ends", head, tail });
  });
});

it("no query holds more of a secret than its ends, wherever it stood and however it was cut", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 12, max: 52 }),
      (before, after, from, length) => {
        const secret = generateSecret();
        const read = readQuery(`${before} ${secret.slice(0, Math.max(15, length))} ${after}`);
        if (read.kind === "secrets") return;
        const piece = secret.slice(3 + (from % 30), 3 + (from % 30) + 9);
        expect(JSON.stringify(read)).not.toContain(piece);
      },
    ),
    { seed: 23, numRuns: 300 },
  );
});
