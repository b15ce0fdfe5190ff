/** An endpoint class as the seed writes it. */
type ClassDefinition = {
  readonly slug: string;
  readonly name: string;
  readonly defaultQps: number;
  /** So many requests … */
  readonly weightRequests: number;
  /** … are so many transactions. */
  readonly weightTransactions: number;
  readonly paths: readonly string[];
};

type ProductDefinition = {
  readonly slug: "map-display" | "search" | "time-zone";
  readonly name: string;
  readonly description: string;
  readonly isSample: true;
  readonly position: number;
  readonly classes: readonly ClassDefinition[];
};

/** The upstream all samples share: this app itself, resolved at start. Metered paths stand behind it unchanged. */
export const SAMPLE_UPSTREAM = { name: "Sample APIs", baseUrl: "self:/samples" } as const;

/** The three sample APIs as products, in the order they are shown. */
export const SAMPLE_PRODUCTS = [
  {
    slug: "map-display",
    name: "Map Display",
    description: "Raster map tiles of the whole world. Sample data: Natural Earth and GeoNames.",
    isSample: true,
    position: 1,
    classes: [
      {
        slug: "tile",
        name: "Tiles",
        defaultQps: 1000,
        weightRequests: 15,
        weightTransactions: 1,
        paths: ["/map/1/tile/basic/main/{z}/{x}/{y}.png"],
      },
    ],
  },
  {
    slug: "search",
    name: "Search",
    description: "Places by name, with typing errors. Sample data: GeoNames.",
    isSample: true,
    position: 2,
    classes: [
      {
        slug: "geocode",
        name: "Geocoding",
        defaultQps: 5,
        weightRequests: 1,
        weightTransactions: 1,
        paths: ["/search/2/geocode/{query}.json"],
      },
    ],
  },
  {
    slug: "time-zone",
    name: "Time Zone",
    description: "The time zone of a position and what its clocks show. Sample data: IANA.",
    isSample: true,
    position: 3,
    classes: [
      {
        slug: "by-position",
        name: "By position",
        defaultQps: 5,
        weightRequests: 1,
        weightTransactions: 1,
        paths: ["/timezone/1/byPosition.json"],
      },
    ],
  },
] as const satisfies readonly ProductDefinition[];
