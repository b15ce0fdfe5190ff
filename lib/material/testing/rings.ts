import { randomBytes } from "node:crypto";
import { adoptKeyrings, type RingName } from "@/lib/sealing/keyring";

const KEYS = new Map<string, string>();

/** This process holds exactly these versions of a ring from here on, the first in front. A version has one key for good. */
export function holdVersions(name: RingName, versions: readonly number[]): void {
  adoptKeyrings(new Map([[name, ringText(name, versions)]]), 0);
}

/** The same ring as a setting. */
export function ringText(name: RingName, versions: readonly number[]): string {
  return versions
    .map((version) => {
      const known = KEYS.get(`${name} ${version}`) ?? randomBytes(32).toString("base64");
      KEYS.set(`${name} ${version}`, known);
      return `${version}:${known}`;
    })
    .join(",");
}
