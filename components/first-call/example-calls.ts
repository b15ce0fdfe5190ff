/** A call that works with nothing but a key. */
export type ExampleCall = {
  readonly productSlug: string;
  /** Path and query on our host, without a key. */
  readonly path: string;
  /** What comes back, and the file a command-line tool keeps it in. */
  readonly kind: "image" | "json";
  readonly file: string;
};

const EXAMPLES: readonly ExampleCall[] = [
  {
    productSlug: "map-display",
    path: "/map/1/tile/basic/main/0/0/0.png?view=Unified",
    kind: "image",
    file: "tile.png",
  },
  {
    productSlug: "search",
    path: "/search/2/geocode/amsterdam.json?limit=3",
    kind: "json",
    file: "places.json",
  },
  {
    productSlug: "time-zone",
    path: "/timezone/1/byPosition.json?position=52.37,4.90",
    kind: "json",
    file: "time-zone.json",
  },
];

/** The example call of a product; undefined for one that has none. */
export function exampleOf(productSlug: string): ExampleCall | undefined {
  return EXAMPLES.find((example) => example.productSlug === productSlug);
}
