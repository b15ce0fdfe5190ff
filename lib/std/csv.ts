/** A cell of a table that goes out as a file. */
export type CsvCell = string | number | boolean | null;

/**
 * One line of CSV (RFC 4180), its end included, which no spreadsheet takes for a formula.
 *
 * A text that begins as a formula could (`=`, `+`, `-`, `@`, their full-width forms, tab, line break), also after white
 * space, gets an apostrophe before it, which spreadsheets show as text. Numbers stay numbers.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/u;

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = FORMULA.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
