import { readdirSync, readFileSync } from "node:fs";

const DIST = process.env.NEXT_DIST_DIR || ".next";

/** A server action as the build knows it. */
export type BuiltAction = {
  /** What a page sends in `Next-Action`. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** Route of a page that can call it, `/o/[org]/keys` say. */
  readonly page: string;
};

type Manifest = {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
};

/** Every server action of the build: what is not in here cannot be called, and nothing else can. */
export function builtActions(): BuiltAction[] {
  const manifest: Manifest = JSON.parse(
    readFileSync(`${DIST}/server/server-reference-manifest.json`, "utf8"),
  );
  return Object.entries(manifest.node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: exportedName,
    file: filename,
    page: routeOf(Object.keys(workers)[0] ?? ""),
  }));
}

/** Routes of all pages there are, as their folders say it: `/o/[org]/keys/[keyId]`. */
export function pageRoutes(): string[] {
  return [...new Set(filesNamed("page.tsx").map(routeOf))].sort();
}

/** Route handlers: their routes, and the methods each exports. */
export function handlerRoutes(): { route: string; methods: string[] }[] {
  return filesNamed("route.ts").map((file) => ({
    route: routeOf(file),
    methods: methodsIn(readFileSync(file, "utf8")),
  }));
}

function filesNamed(name: string): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(`/${name}`) || file === name)
    .map((file) => `app/${file}`);
}

/** Folders in brackets group files and are no part of a path. */
function routeOf(file: string): string {
  const parts = file.split("/").slice(1, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

function methodsIn(source: string): string[] {
  const found = METHODS.filter((method) =>
    new RegExp(
      `export\\s+(?:const\\s+${method}\\b|(?:async\\s+)?function\\s+${method}\\b|\\{[^}]*\\b${method}\\b[^}]*\\})`,
    ).test(source),
  );
  if (found.length === 0) throw new Error("A route handler without a method that can be told.");
  return found;
}
