import { expect, test } from "vitest";
import { COLUMNS, type ColumnId, DEFAULT_COLUMNS, readColumns, writeColumns } from "./keys-columns";

test("every choice of columns is read back as it was written, none included", () => {
  const all = COLUMNS.map(({ id }) => id);
  const choices: ColumnId[][] = [[], ["expires"], ["secret", "created"], all];
  for (const choice of choices) expect(readColumns(writeColumns(choice))).toEqual(choice);
});

test("a cookie of another version or of nobody's making gives a table with columns", () => {
  for (const cookie of [undefined, "", "gone.columns", "%%%"])
    expect(readColumns(cookie)).toEqual(DEFAULT_COLUMNS);
  expect(readColumns("expires.gone.status")).toEqual(["status", "expires"]);
});
