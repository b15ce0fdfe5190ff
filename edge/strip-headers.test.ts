import { describe, expect, it } from "vitest";
import { isInternalHeader } from "./strip-headers";

describe("a field from outside", () => {
  it.each([
    "x-keyward-exchange",
    "x-keyward-client",
    "x-keyward-path",
    "x-middleware-subrequest",
    "x-middleware-rewrite",
    "x-nextjs-data",
    "x-next-revalidate-tag-token",
    "x-next-resume-state-length",
    "x-invoke-path",
    "x-now-route-matches",
    "x-matched-path",
    "x-prerender-revalidate",
    "x-nonce",
    "next-resume",
  ])("%s is seen by nobody, on no path", (name) => {
    expect(isInternalHeader(name, false)).toBe(true);
    expect(isInternalHeader(name, true)).toBe(true);
  });

  it.each([
    "accept",
    "cookie",
    "rsc",
    "next-action",
    "next-router-state-tree",
    "origin",
    "x-api-key",
    "x-request-id",
  ])("%s reaches the app's pages", (name) => expect(isInternalHeader(name, false)).toBe(false));

  it("of the assertion reaches upstreams inside the app only, and those are no pages", () => {
    for (const name of ["x-keyward-assertion", "x-keyward-key-id", "x-keyward-org-id", "x-keyward-product"]) {
      expect(isInternalHeader(name, true)).toBe(false);
      expect(isInternalHeader(name, false)).toBe(true);
    }
    for (const name of ["rsc", "next-action", "next-router-prefetch"])
      expect(isInternalHeader(name, true)).toBe(true);
  });
});
