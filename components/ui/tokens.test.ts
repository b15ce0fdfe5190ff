import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

type Oklch = readonly [lightness: number, chroma: number, hue: number];

function tokensOf(selector: string): Map<string, Oklch> {
  const start =
    [...css.matchAll(/(\S+) \{\s+color-scheme/g)].find(([, found]) => found === selector)?.index ?? 0;
  const block = css.slice(start, css.indexOf("}", start));
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map([...found].map(([, name, l, c, h]) => [String(name), [Number(l), Number(c), Number(h)]]));
}

/** Linear-light sRGB, unclamped: a value outside 0…1 is a colour the screen cannot show. */
function toLinearSrgb([lightness, chroma, hue]: Oklch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function luminance(colour: Oklch): number {
  const [r, g, b] = toLinearSrgb(colour).map((value) => Math.min(1, Math.max(0, value)));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const GROUNDS = ["canvas", "surface", "raised", "sunken", "hover", "selected"];
const on = (names: string[], grounds: string[]) =>
  names.flatMap((name) => grounds.map((ground) => [name, ground] as const));

const AAA_TEXT = [
  ...on(["ink", "ink-muted"], GROUNDS),
  ...on(["accent-ink", "danger-ink", "warn-ink", "ok-ink", "info-ink"], ["canvas", "surface", "raised"]),
  ...on(["ink", "ink-muted"], ["accent-soft", "danger-soft", "warn-soft", "ok-soft", "info-soft"]),
  ...on(["on-accent"], ["accent-fill", "accent-fill-hover"]),
  ...on(["on-danger"], ["danger-fill", "danger-fill-hover"]),
  ["accent-ink", "accent-soft"],
  ["danger-ink", "danger-soft"],
  ["warn-ink", "warn-soft"],
  ["ok-ink", "ok-soft"],
  ["info-ink", "info-soft"],
] as const;
const AA_TEXT = [
  ...on(["ink-faint"], GROUNDS),
  ...on(["accent-ink", "danger-ink"], ["sunken", "hover", "selected"]),
];
const MARKS = [
  ...on(["line-strong", "accent", "danger", "warn", "ok", "info", "idle"], ["canvas", "surface", "raised"]),
  ...on(
    ["chart-requests", "chart-4xx", "chart-5xx", "chart-breaches", "chart-previous"],
    ["surface", "canvas"],
  ),
];

describe.each([
  ["light", ":root"],
  ["dark", '[data-theme="dark"]'],
])("%s theme", (_name, selector) => {
  const tokens = tokensOf(selector);
  const ratio = (pair: readonly [string, string]) => {
    const [front, back] = [tokens.get(pair[0]), tokens.get(pair[1])];
    if (!front || !back) throw new Error(`${pair.join(" on ")}: no such token`);
    return contrast(front, back);
  };

  test.each(AAA_TEXT)("text %s on %s has at least 7:1", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(7);
  });
  test.each(AA_TEXT)("text %s on %s has at least 4.5:1", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(MARKS)("mark %s on %s has at least 3:1", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3);
  });
  test("every colour can be shown by an sRGB screen", () => {
    const outside = [...tokens].filter(([, colour]) =>
      toLinearSrgb(colour).some((value) => value < -0.002 || value > 1.002),
    );
    expect(outside.map(([name]) => name)).toEqual([]);
  });
});

test("both themes define the same colours", () => {
  expect([...tokensOf('[data-theme="dark"]').keys()]).toEqual([...tokensOf(":root").keys()]);
});
