import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const MAC_LENGTH = 16;

/**
 * An opaque cursor: `position` as text, good for the list that `list` names and no other.
 *
 * Signed, so that whatever `readCursor` gives was written here: no list has to be ready for a position nobody could have
 * been given.
 */
export function writeCursor(list: readonly unknown[], position: readonly string[]): string {
  const body = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${body}.${macOf(list, body)}`;
}

/** The position in a cursor of this very list; `null` for any other text. */
export function readCursor(list: readonly unknown[], cursor: string): string[] | null {
  const [body = "", mac = "", ...rest] = cursor.split(".");
  const wanted = Buffer.from(macOf(list, body));
  const given = Buffer.from(mac);
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString());
}

function macOf(list: readonly unknown[], body: string): string {
  return createHmac("sha256", `cursor ${env().NEXTAUTH_SECRET}`)
    .update(JSON.stringify([list, body]))
    .digest("base64url")
    .slice(0, MAC_LENGTH);
}
