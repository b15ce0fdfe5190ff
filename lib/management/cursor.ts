import { createHash } from "node:crypto";
import { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";

/** The last row of a page: what it is sorted by, and its ID. */
export type Position = readonly [value: string, id: string];

const Encoded = z.tuple([z.string().max(100), z.string().max(60)]);

/** An opaque cursor, good for this list only: the same organization, the same filters. */
export function encodeCursor(list: readonly unknown[], position: Position): string {
  const body = JSON.stringify(position);
  return `${Buffer.from(body).toString("base64url")}.${checksum(list, body)}`;
}

/**
 * Reads what `encodeCursor` made for the same list. The checksum finds mistakes; it keeps nobody out, and need not: a list is
 * limited to its organization whatever a cursor says.
 * @throws {DomainError} `invalid_input` for anything else.
 */
export function decodeCursor(list: readonly unknown[], cursor: string): Position {
  const [encoded = "", sum] = cursor.split(".");
  const body = Buffer.from(encoded, "base64url").toString();
  if (sum !== checksum(list, body)) throw unusable();
  const parsed = Encoded.safeParse(JSON.parse(body));
  if (!parsed.success) throw unusable();
  return parsed.data;
}

function checksum(list: readonly unknown[], body: string): string {
  return createHash("sha256")
    .update(JSON.stringify([list, body]))
    .digest("base64url")
    .slice(0, 16);
}

function unusable(): DomainError {
  return new DomainError("invalid_input", {
    fields: { cursor: ["This is not a cursor of this list. Begin without one."] },
  });
}
