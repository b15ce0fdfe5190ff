/**
 * SVG path of a small line through `values`, in a box of `width` × `height`, from zero at the bottom.
 *
 * `top` is the value at the upper edge, the largest one by itself. A gap breaks the line; a value alone between gaps becomes a short dash. All zero lies on the bottom. Empty without values.
 */
export function sparkPath(
  values: readonly (number | null)[],
  width: number,
  height: number,
  top = Math.max(...values.map((value) => value ?? 0)),
): string {
  const max = Math.max(1, top);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let path = "";
  let isDown = false;
  for (const [i, value] of values.entries()) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const at = `${round(i * step)} ${round(height - (value / max) * height)}`;
    path += isDown ? `L${at}` : `M${at}h0.01`;
    isDown = true;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
