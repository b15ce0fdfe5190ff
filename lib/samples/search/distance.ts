/** Room for three rows of the longest name; one thread runs one comparison at a time. */
const LONGEST = 256;
const ROWS = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)] as const;

/**
 * Fewest edits (insert, delete, replace, swap two neighbours; a letter edited at most once) that turn `query` into
 * the start of `name` or into the whole of it; `most + 1` when it takes more than `most`.
 *
 * Work is bounded by `query.length × (2 × most + 1)`, whatever `name` is.
 */
export function editDistance(
  query: string,
  name: string,
  most: number,
): { readonly start: number; readonly whole: number } {
  const beyond = most + 1;
  const columns = Math.min(name.length, query.length + most, LONGEST);
  if (columns < query.length - most) return { start: beyond, whole: beyond };
  let [older, previous, current]: [Uint8Array, Uint8Array, Uint8Array] = [...ROWS];
  for (let column = 0; column <= columns; column += 1) previous[column] = Math.min(column, beyond);
  for (let row = 1; row <= query.length; row += 1) {
    current.fill(beyond, 0, columns + 1);
    current[0] = Math.min(row, beyond);
    let least = current[0] as number;
    const letter = query.charCodeAt(row - 1);
    const letterBefore = row > 1 ? query.charCodeAt(row - 2) : -1;
    const to = Math.min(columns, row + most);
    for (let column = Math.max(1, row - most); column <= to; column += 1) {
      const other = name.charCodeAt(column - 1);
      let cost = Math.min(
        (previous[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (previous[column - 1] as number) + (letter === other ? 0 : 1),
      );
      if (column > 1 && letterBefore === other && letter === name.charCodeAt(column - 2)) {
        cost = Math.min(cost, (older[column - 2] as number) + 1);
      }
      if (cost > beyond) cost = beyond;
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return { start: beyond, whole: beyond };
    [older, previous, current] = [previous, current, older];
  }
  let start = beyond;
  for (let column = 0; column <= columns; column += 1) {
    start = Math.min(start, previous[column] as number);
  }
  return { start, whole: name.length === columns ? (previous[columns] as number) : beyond };
}
