import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cities } from "@/lib/samples/cities";
import { toDrawable } from "./drawable";
import { FONT_FOLDER } from "./fonts";

/** Code points of a font's character map (formats 4 and 12). */
function lettersOf(file: string): Set<number> {
  const font = readFileSync(join(FONT_FOLDER, file));
  const letters = new Set<number>();
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + i * 16);
  const entry = tables.find((at) => font.toString("latin1", at, at + 4) === "cmap") ?? 0;
  const start = font.readUInt32BE(entry + 8);
  for (let i = 0; i < font.readUInt16BE(start + 2); i += 1) {
    const map = start + font.readUInt32BE(start + 8 + i * 8);
    if (font.readUInt16BE(map) === 4) {
      const segments = font.readUInt16BE(map + 6) / 2;
      for (let k = 0; k < segments; k += 1) {
        const from = font.readUInt16BE(map + 16 + segments * 2 + k * 2);
        for (let c = from; c <= font.readUInt16BE(map + 14 + k * 2) && c < 0xffff; c += 1) letters.add(c);
      }
    }
  }
  return letters;
}

test.each(["Geist-Regular.ttf", "Geist-Medium.ttf"])(
  "every name on the map is made of letters %s has",
  (file) => {
    const letters = lettersOf(file);
    const missing = new Set<string>();
    for (const { name } of cities()) {
      for (const letter of toDrawable(name)) {
        if (!letters.has(letter.codePointAt(0) ?? 0)) missing.add(letter);
      }
    }
    expect([...missing]).toEqual([]);
  },
);

test("keeps the accents the font has and takes off the others", () => {
  expect(toDrawable("Łódź, Đà Nẵng")).toBe("Łódź, Đà Nẵng");
  expect(toDrawable("Aţ Ţafīlah Ḩadīthah")).toBe("Aţ Ţafīlah Hadīthah");
});
