import { createHash } from "node:crypto";
import { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";

/** A place in one sorted list: before or after the row with this sort value and ID. */
export type Position = {
  readonly side: "after" | "before";
  /** The row's name, or its time in milliseconds as a string (`""`: never used). */
  readonly value: string;
  readonly id: string;
};

/** What a list was asked for; its page and page size do not change which list it is. */
type List = { cursor?: unknown; limit?: unknown } & Record<string, unknown>;

const Encoded = z.tuple([z.enum(["after", "before"]), z.string().max(200), z.string().max(40)]);

/** Makes an opaque cursor that is good for this list only: same organization, search, filters and sort. */
export function encodeCursor(orgId: string, list: List, position: Position): string {
  const body = JSON.stringify([position.side, position.value, position.id]);
  return `${Buffer.from(body).toString("base64url")}.${checksum(orgId, list, body)}`;
}

/**
 * Reads a cursor made by `encodeCursor` for the same list.
 *
 * The checksum finds mistakes and stale links; it keeps nobody out. The list is limited to the caller's organization
 * whatever a cursor says.
 * @throws {DomainError} `invalid_input` for anything else: changed, cut, or of another list.
 */
export function decodeCursor(orgId: string, list: List, cursor: string): Position {
  const [encoded = "", sum] = cursor.split(".");
  const body = Buffer.from(encoded, "base64url").toString();
  if (sum !== checksum(orgId, list, body)) throw unusable();
  const parsed = Encoded.safeParse(JSON.parse(body));
  if (!parsed.success) throw unusable();
  const [side, value, id] = parsed.data;
  return { side, value, id };
}

function checksum(orgId: string, { cursor: _, limit: __, ...list }: List, body: string): string {
  return createHash("sha256")
    .update(JSON.stringify([orgId, list, body]))
    .digest("base64url")
    .slice(0, 16);
}

function unusable(): DomainError {
  return new DomainError("invalid_input", {
    message: "This page of the list is not there any more. Start from the first page.",
    fields: { cursor: ["Start from the first page."] },
  });
}
