import { describe, expect, test } from "vitest";
import { isFromOwnPage, ownOrigins } from "./own-origin";

const production = { publicUrl: "https://keys.example.com", isDemo: false };
const demo = { publicUrl: "http://localhost:3000", isDemo: true };
const own = "https://keys.example.com";

describe("a request that changes something", () => {
  test.each([
    { origin: own, fetchSite: "same-origin", accepted: true },
    { origin: own, fetchSite: null, accepted: true },
    { origin: null, fetchSite: "same-origin", accepted: true },
    { origin: null, fetchSite: null, accepted: false },
    { origin: "null", fetchSite: null, accepted: false },
    { origin: "null", fetchSite: "same-origin", accepted: false },
    { origin: own, fetchSite: "cross-site", accepted: false },
    { origin: own, fetchSite: "same-site", accepted: false },
    { origin: own, fetchSite: "none", accepted: false },
    { origin: "https://evil.test", fetchSite: "same-origin", accepted: false },
    { origin: `${own}, https://evil.test`, fetchSite: null, accepted: false },
    { origin: "http://keys.example.com", fetchSite: null, accepted: false },
    { origin: "https://keys.example.com:8443", fetchSite: null, accepted: false },
    { origin: "https://sub.keys.example.com", fetchSite: null, accepted: false },
    { origin: "https://keys.example.com.evil.test", fetchSite: null, accepted: false },
    { origin: `${own}/`, fetchSite: null, accepted: false },
    { origin: "", fetchSite: "same-origin", accepted: false },
  ])("with Origin $origin and Sec-Fetch-Site $fetchSite: accepted $accepted", ({ accepted, ...evidence }) => {
    expect(isFromOwnPage(evidence, production)).toBe(accepted);
  });
});

describe("loopback names", () => {
  test("are one site in a demo, on the same port only", () => {
    expect(ownOrigins(demo)).toEqual(["http://localhost:3000", "http://127.0.0.1:3000"]);
    expect(isFromOwnPage({ origin: "http://127.0.0.1:3001", fetchSite: null }, demo)).toBe(false);
  });

  test("are two sites outside a demo", () => {
    expect(ownOrigins({ ...demo, isDemo: false })).toEqual(["http://localhost:3000"]);
  });

  test("mean nothing for a demo under another name", () => {
    expect(ownOrigins({ publicUrl: "https://demo.example.com", isDemo: true })).toEqual([
      "https://demo.example.com",
    ]);
  });
});
