import { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";
import { readCursor, writeCursor } from "@/lib/lists/cursor-text";

/** A place in one sorted list: before or after the row with this sort value and ID. */
export type Position = {
  readonly side: "after" | "before";
  /** The row's name, its count of requests, or its time in milliseconds as a string (`""`: never used). */
  readonly value: string;
  readonly id: string;
};

/** What a list was asked for; its page and page size do not change which list it is. */
type List = { cursor?: unknown; limit?: unknown } & Record<string, unknown>;

const Encoded = z.tuple([z.enum(["after", "before"]), z.string(), z.string()]);

/** Makes an opaque cursor that is good for this list only: same organization, search, filters and sort. */
export function encodeCursor(orgId: string, list: List, position: Position): string {
  return writeCursor(nameOf(orgId, list), [position.side, position.value, position.id]);
}

/**
 * Reads a cursor made by `encodeCursor` for the same list.
 * @throws {DomainError} `invalid_input` for anything else: changed, cut, or of another list.
 */
export function decodeCursor(orgId: string, list: List, cursor: string): Position {
  const parsed = Encoded.safeParse(readCursor(nameOf(orgId, list), cursor));
  if (!parsed.success) {
    throw new DomainError("invalid_input", {
      message: "This page of the list is not there any more. Start from the first page.",
      fields: { cursor: ["Start from the first page."] },
    });
  }
  const [side, value, id] = parsed.data;
  return { side, value, id };
}

function nameOf(orgId: string, { cursor: _, limit: __, ...list }: List): unknown[] {
  return [orgId, list];
}
