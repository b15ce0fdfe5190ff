import { describe, expect, it } from "vitest";
import { type Cidr, CidrSet, parseCidr } from "./cidr";
import { clientAddress, isForwardedSecure } from "./client-address";

const setOf = (...texts: string[]) =>
  new CidrSet(texts.map(parseCidr).filter((cidr): cidr is Cidr => cidr !== null));
const NOBODY = setOf();
const PROXIES = setOf("10.0.0.0/8", "2001:db8:1::/48", "127.0.0.1");

describe("the client's address", () => {
  it.each([
    ["by default nobody is trusted", "10.0.0.1", "1.2.3.4", NOBODY, "10.0.0.1"],
    ["a stranger's word is not heard", "203.0.113.9", "1.2.3.4", PROXIES, "203.0.113.9"],
    ["a trusted proxy names the client", "10.0.0.1", "198.51.100.7", PROXIES, "198.51.100.7"],
    ["a trusted proxy without the field is the client", "10.0.0.1", null, PROXIES, "10.0.0.1"],
    [
      "the right-most that is not trusted",
      "10.0.0.1",
      "6.6.6.6, 198.51.100.7, 10.0.0.2",
      PROXIES,
      "198.51.100.7",
    ],
    ["what stands left of it is forged", "10.0.0.1", "127.0.0.1, 198.51.100.7", PROXIES, "198.51.100.7"],
    ["all trusted: the left-most", "10.0.0.1", "10.0.0.3, 10.0.0.2", PROXIES, "10.0.0.3"],
    ["a port", "10.0.0.1", "198.51.100.7:4711", PROXIES, "198.51.100.7"],
    ["IPv6", "10.0.0.1", "2001:DB8::7", PROXIES, "2001:db8::7"],
    ["IPv6 in brackets", "10.0.0.1", "[2001:db8::7]", PROXIES, "2001:db8::7"],
    ["IPv6 in brackets with a port", "10.0.0.1", "[2001:db8::7]:443", PROXIES, "2001:db8::7"],
    ["a trusted IPv6 hop", "2001:db8:1::1", "198.51.100.7, 2001:db8:1::2", PROXIES, "198.51.100.7"],
    ["IPv4 inside IPv6", "10.0.0.1", "::ffff:198.51.100.7", PROXIES, "198.51.100.7"],
    ["a trusted IPv4 inside IPv6", "10.0.0.1", "198.51.100.7, ::ffff:10.0.0.9", PROXIES, "198.51.100.7"],
    ["no address ends the search", "10.0.0.1", "198.51.100.7, unknown", PROXIES, "10.0.0.1"],
    ["no address, further left", "10.0.0.1", "198.51.100.7, nonsense, 10.0.0.2", PROXIES, "10.0.0.2"],
    ["a bad port", "10.0.0.1", "198.51.100.7:http", PROXIES, "10.0.0.1"],
    ["a port too long", "10.0.0.1", "198.51.100.7:1234567", PROXIES, "10.0.0.1"],
    ["a bracket left open", "10.0.0.1", "[2001:db8::7", PROXIES, "10.0.0.1"],
    ["IPv4 in brackets", "10.0.0.1", "[198.51.100.7]", PROXIES, "10.0.0.1"],
    ["octal is no address", "10.0.0.1", "0198.51.100.7", PROXIES, "10.0.0.1"],
    ["empty entries are none", "10.0.0.1", "198.51.100.7,, ,\t", PROXIES, "198.51.100.7"],
    ["an empty field", "10.0.0.1", "", PROXIES, "10.0.0.1"],
    ["a peer that is gone", "unknown", "198.51.100.7", PROXIES, "unknown"],
  ])("%s", (_, peer, forwardedFor, trusted, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });
});

describe("a client's connection was encrypted", () => {
  it.each([
    ["10.0.0.1", "https", true],
    ["10.0.0.1", "HTTPS", true],
    ["10.0.0.1", "https, https", true],
    ["10.0.0.1", "http, https", false],
    ["10.0.0.1", "https, http", false],
    ["10.0.0.1", "httpsx", false],
    ["10.0.0.1", "", false],
    ["10.0.0.1", null, false],
    ["203.0.113.9", "https", false],
    ["unknown", "https", false],
  ])("peer %s says %s: %s", (peer, proto, expected) => {
    expect(isForwardedSecure(peer, proto, PROXIES)).toBe(expected);
    expect(isForwardedSecure(peer, proto, NOBODY)).toBe(false);
  });
});
