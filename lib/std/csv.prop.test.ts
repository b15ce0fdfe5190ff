import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv";

/** A plain RFC 4180 reader. */
function read(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      let cell = "";
      at += 1;
      for (;;) {
        const quote = line.indexOf('"', at);
        if (quote < 0) throw new Error("An open quote.");
        cell += line.slice(at, quote);
        at = quote + 1;
        if (line[at] !== '"') break;
        cell += '"';
        at += 1;
      }
      cells.push(cell);
      at += 1;
    } else {
      const comma = line.indexOf(",", at);
      const end = comma < 0 ? line.length : comma;
      cells.push(line.slice(at, end));
      at = end + 1;
    }
  }
  return cells;
}

const nasty = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."=+-@＝＋－＠\t\r\n \"',;|!a0") }),
    fc.constantFrom("=cmd|' /C calc'!A0", "@SUM(1+9)*cmd", "-2+3", "\t=1", "\r\n=1", " =1"),
  ),
  { minLength: 2, maxLength: 6 },
);

test("whatever is in a cell comes back, and none begins as a formula", () => {
  fc.assert(
    fc.property(nasty, (cells) => {
      const back = read(csvLine(cells).slice(0, -2));
      expect(back).toHaveLength(cells.length);
      back.forEach((cell, n) => {
        expect(cell === cells[n] || cell === `'${cells[n]}`).toBe(true);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u);
        expect(cell).not.toMatch(/^[\t\r\n]/);
      });
    }),
  );
});

test("numbers stay numbers, also below zero; nothing is an empty cell", () => {
  expect(csvLine([-3, 1.5, true, null, "plain"])).toBe("-3,1.5,true,,plain\r\n");
});
