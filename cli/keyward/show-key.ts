import { closeSync, openSync, writeSync } from "node:fs";
import type { Json, JsonObject } from "./api";
import { plain, type Terminal, UsageError } from "./terminal";

/** One line a key: ID, status, last use, name. */
export function keyLine(key: JsonObject): string {
  const lastUsed = typeof key.lastUsedAt === "string" ? key.lastUsedAt.slice(0, 16) : "never";
  return [word(key.id), word(key.status).padEnd(17), lastUsed.padEnd(16), word(key.name)].join("  ");
}

/** A key, a line a fact. */
export function keyText(key: JsonObject): string {
  const products = listOf(key.products).map((one) => word(objectOf(one).product));
  const secrets = listOf(key.secrets)
    .map(objectOf)
    .filter((secret) => secret.status !== "retired")
    .map((secret) => {
      const ends = typeof secret.retiresAt === "string" ? `, ends ${secret.retiresAt}` : "";
      return `${word(secret.preview)} (${word(secret.status)}${ends})`;
    });
  const facts: [string, string][] = [
    ["key", word(key.id)],
    ["name", word(key.name)],
    ["status", word(key.status)],
    ["products", products.join(", ")],
    ["access", word(key.access)],
    ["expires", word(key.expiresAt ?? "never")],
    ["last used", word(key.lastUsedAt ?? "never")],
    ["secrets", secrets.join(", ")],
  ];
  return facts.map(([name, value]) => `${name.padEnd(10)} ${value}`).join("\n");
}

/**
 * Reserves the file that a new secret is to go to, before the secret exists: readable for its owner only, and never one that is
 * there already.
 * @throws {UsageError}
 */
export function secretSink(path: string | undefined, { out }: Terminal): (secret: string) => void {
  if (path === undefined) return out;
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "?";
    throw new UsageError(
      code === "EEXIST" ? `${path} is there already.` : `${path} cannot be written (${code}).`,
    );
  }
  return (secret) => {
    writeSync(file, `${secret}\n`);
    closeSync(file);
  };
}

/** Whatever the API answered, as text in one line. */
export function word(value: Json | undefined): string {
  return plain(typeof value === "string" ? value : JSON.stringify(value ?? null));
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
