import { join } from "node:path";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import type { Measure } from "./labels";
import type { Face } from "./style";

const FILES: Record<Face, string> = {
  regular: "Geist-Regular.ttf",
  medium: "Geist-Medium.ttf",
  italic: "Geist-Italic.ttf",
};

export const FONT_FOLDER = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans");

let registered = false;

/** The canvas `font` of a face; the files come with the `geist` package (OFL), never from the system. */
export function fontOf(face: Face, size: number): string {
  register();
  return `${size}px KeywardMap-${face}`;
}

/** Each face is a family of its own, so that no style matching is left to the canvas. */
function register(): void {
  if (registered) return;
  for (const [face, file] of Object.entries(FILES)) {
    if (!GlobalFonts.registerFromPath(join(FONT_FOLDER, file), `KeywardMap-${face}`)) {
      throw new Error(`The map's font ${file} cannot be read; is the "geist" package installed?`);
    }
  }
  registered = true;
}

/** Widths letter by letter, remembered: no kerning, so a little wider than drawn, and cheap for 135,000 names. */
export function createMeasure(): Measure {
  const context = createCanvas(1, 1).getContext("2d");
  const known = new Map<string, number>();
  return (text, face) => {
    let width = 0;
    for (const letter of text) {
      const key = face + letter;
      let advance = known.get(key);
      if (advance === undefined) {
        context.font = fontOf(face, 100);
        advance = context.measureText(letter).width / 100;
        known.set(key, advance);
      }
      width += advance;
    }
    return width;
  };
}
