/** The colour of a line beside its name. An SVG attribute, because the pages' policy forbids inline styles. */
export function Swatch({ color }: { color: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2 shrink-0">
      <circle cx={4} cy={4} r={4} fill={color} />
    </svg>
  );
}
