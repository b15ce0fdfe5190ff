import { randomBytes } from "node:crypto";
import { parseKeyring } from "@/lib/sealing/keyring";

const VERSION_MAX = 255;

/**
 * The ring with a fresh version at its end: known, and sealing nothing yet.
 * @throws {Error} When the text is no ring, or version 255 is in it.
 */
export function withNewVersion(text: string): string {
  const version = Math.max(...parseKeyring(text).byVersion.keys()) + 1;
  if (version > VERSION_MAX) throw new Error("A ring has 255 versions at most.");
  return `${text},${version}:${randomBytes(32).toString("base64")}`;
}

/** The ring with its newest version in front: from here on it seals. */
export function withNewestInFront(text: string): string {
  return entries(text)
    .sort((one, other) => other.version - one.version)
    .map(({ entry }) => entry)
    .join(",");
}

/** The ring with nothing but the version that seals. */
export function withoutFormer(text: string): string {
  return entries(text)[0]?.entry ?? text;
}

function entries(text: string): { entry: string; version: number }[] {
  const versions = [...parseKeyring(text).byVersion.keys()];
  return text.split(",").map((entry, at) => ({ entry, version: versions[at] ?? 0 }));
}
