import { DomainError } from "@/lib/errors/domain-error";
import { readCursor, writeCursor } from "@/lib/lists/cursor-text";

/** The last row of a page: what it is sorted by, and its ID. */
export type Position = readonly [value: string, id: string];

/** An opaque cursor, good for this list only: the same organization, the same filters. */
export function encodeCursor(list: readonly unknown[], position: Position): string {
  return writeCursor(list, position);
}

/**
 * Reads what `encodeCursor` made for the same list.
 * @throws {DomainError} `invalid_input` for anything else.
 */
export function decodeCursor(list: readonly unknown[], cursor: string): Position {
  const [value, id] = readCursor(list, cursor) ?? [];
  if (value === undefined || id === undefined) {
    throw new DomainError("invalid_input", {
      fields: { cursor: ["This is not a cursor of this list. Begin without one."] },
    });
  }
  return [value, id];
}
