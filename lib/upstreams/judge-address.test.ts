import { describe, expect, test } from "vitest";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { judgeAddress } from "./judge-address";
import { UpstreamFields } from "./schemas";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "api.example.com": ["93.184.215.14"],
  "internal.example.com": ["10.1.2.3"],
  "both.example.com": ["10.1.2.3", "93.184.215.14"],
  "metadata.example.com": ["169.254.169.254", "fd00:ec2::254"],
  localhost: ["127.0.0.1", "::1"],
  "localhost.": ["127.0.0.1"],
};
const resolve = async (host: string) => {
  const found = NAMES[host];
  if (found === undefined) throw new Error("ENOTFOUND");
  return found;
};
const judge = (url: string, allowed = "") =>
  judgeAddress(url, addressPolicy(allowed), ["https://keys.example.com"], resolve);
const kindOf = async (url: string, allowed = "") => (await judge(url, allowed)).kind;

describe("an upstream's base URL is refused", () => {
  test.each([
    ["a private address", "http://10.1.2.3/api"],
    ["loopback", "http://127.0.0.1:8080"],
    ["loopback as a number", "http://2130706433/"],
    ["loopback in hexadecimal", "http://0x7f.1/"],
    ["loopback in octal", "http://0177.0.0.1/"],
    ["loopback over IPv6", "http://[::1]/"],
    ["an IPv4 address inside IPv6", "http://[::ffff:10.0.0.1]/"],
    ["an address translated into IPv6", "http://[64:ff9b::10.0.0.1]/"],
    ["the unspecified address", "http://0.0.0.0/"],
    ["a cloud's metadata", "http://169.254.169.254/latest/meta-data"],
    ["a name of it", "http://metadata.example.com/"],
    ["localhost", "http://localhost:3000/"],
    ["localhost with its final dot", "http://localhost./"],
    ["a name that leads to a private address", "https://internal.example.com/v1"],
    ["credentials", "https://user:word@api.example.com/"],
    ["a user alone", "https://user@api.example.com/"],
    ["another protocol", "ftp://api.example.com/"],
    ["a file", "file:///etc/passwd"],
    ["a script", "javascript:alert(1)"],
    ["a query", "https://api.example.com/?key=1"],
    ["an empty query", "https://api.example.com/?"],
    ["a fragment", "https://api.example.com/#top"],
    ["no URL at all", "api.example.com"],
    ["Keyward itself", "https://keys.example.com/v1"],
    ["a page of Keyward", "self:/o/acme"],
    ["Keyward's metered paths", "self:/map"],
    ["the way out of the samples", "self:/samples/../o"],
  ])("for %s: %s", async (_, url) => {
    expect(await judge(url)).toMatchObject({ kind: "refused", reason: expect.stringMatching(/\S+\.$/) });
  });
});

test.each([
  "https://api.example.com/v1",
  "http://api.example.com:8080",
  "http://8.8.8.8/",
  "self:/samples",
  "self:/samples/map",
])("%s passes", async (url) => {
  expect(await kindOf(url)).toBe("fine");
});

test("a private address passes where operators allowed its network, and only there", async () => {
  expect(await kindOf("http://10.1.2.3/", "10.1.0.0/16")).toBe("fine");
  expect(await kindOf("https://internal.example.com/", "10.1.0.0/16")).toBe("fine");
  expect(await kindOf("http://10.2.0.1/", "10.1.0.0/16")).toBe("refused");
});

test("of a name with several addresses only those that are allowed are told, as the edge connects to no other", async () => {
  expect(await judge("https://both.example.com/")).toEqual({ kind: "fine", addresses: ["93.184.215.14"] });
});

test("a name nobody knows yet is no fault, but said", async () => {
  expect(await judge("https://new.example.com/")).toEqual({ kind: "unresolved", host: "new.example.com" });
});

test("the form says the same of the text as the server, before it is sent", () => {
  const fields = {
    name: "A",
    connectTimeoutMs: 100,
    headersTimeoutMs: 100,
    idleTimeoutMs: 100,
    totalTimeoutMs: 100,
  };
  const faultOf = (baseUrl: string) =>
    UpstreamFields.safeParse({ ...fields, baseUrl }).error?.issues[0]?.message;
  expect(faultOf("https://user:word@api.example.com/")).toBe(
    "Leave credentials out of the URL. The upstream knows the edge by its signature.",
  );
  expect(faultOf("https://api.example.com/")).toBeUndefined();
});
