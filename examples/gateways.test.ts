import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_KEY_HEADERS } from "@/lib/edge/credentials";

const CONFIGURATIONS = {
  nginx: ["nginx.conf"],
  caddy: ["Caddyfile"],
  haproxy: ["haproxy.cfg", "keyward.lua"],
  traefik: ["keyward.yml"],
  envoy: ["envoy.yaml"],
} as const;

describe.each(Object.entries(CONFIGURATIONS))("the example for %s", (name, files) => {
  const text = files
    .map((file) => readFileSync(`examples/${name}/${file}`, "utf8"))
    .join("\n")
    .toLowerCase();

  test("shows that it is a gateway, and asks where verdicts are given", () => {
    expect(text).toContain("x-keyward-gateway");
    expect(text).toContain("/edge/check");
  });

  test.each([...DEFAULT_KEY_HEADERS, "authorization", "referer"])("keeps %s from the upstream", (header) => {
    expect(text).toContain(header);
  });

  test.each(["key-id", "org-id", "product", "assertion"])("hands X-Keyward-%s on", (field) => {
    expect(text).toContain(`x-keyward-${field}`);
  });

  test("leaves preflights to Keyward", () => {
    expect(text).toContain("access-control-request-method".replaceAll("-", name === "nginx" ? "_" : "-"));
  });

  test("says how to run it", () => {
    expect(existsSync(`examples/${name}/README.md`)).toBe(true);
    expect(readFileSync("examples/README.md", "utf8")).toContain(`(${name})`);
  });
});
