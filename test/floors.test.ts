import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const Lockfile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() }).loose()),
});
const { packages } = Lockfile.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));

/** Versions below which a known hole is open: the sources are in the advisories of each project. */
const FLOORS = {
  next: "16.4.2",
  react: "19.3.1",
  "react-dom": "19.3.1",
  zod: "4.6.7",
  "next-auth": "4.24.15",
};

test.each(Object.entries(FLOORS))("%s is not older than %s, anywhere in the tree", (name, floor) => {
  const installed = Object.entries(packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version = "0" }]) => version);
  expect(installed).not.toHaveLength(0);
  for (const version of installed)
    expect(compare(version, floor), `${name} ${version}`).toBeGreaterThanOrEqual(0);
});

test("the lockfile names no registry, so that any mirror serves it", () => {
  expect(readFileSync("package-lock.json", "utf8")).not.toMatch(/"resolved": "(?!file:)/);
});

function compare(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

test("the lockfile holds the optional packages of every platform, or npm ci refuses it", () => {
  const Optional = z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) }).loose();
  const wanted = Object.values(packages).flatMap((entry) =>
    Object.keys(Optional.parse(entry).optionalDependencies),
  );
  const held = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)),
  );
  expect(wanted.filter((name) => !held.has(name))).toEqual([]);
});
