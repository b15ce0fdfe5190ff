import { z } from "zod";

const whole = (least: number, most: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, "expected a whole number")
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(otherwise);

/** A geocode call: the query out of the path and the parameters that mean something. */
export const GeocodeQuery = z.object({
  query: z.string().trim().min(1).max(200),
  limit: whole(1, 100, 10),
  offset: whole(0, 1900, 0),
  countrySet: z
    .string()
    .regex(/^[A-Za-z]{2}(,[A-Za-z]{2}){0,49}$/, "expected two-letter country codes separated by commas")
    .transform((codes) => codes.toUpperCase().split(","))
    .optional(),
});

export type GeocodeQuery = z.output<typeof GeocodeQuery>;

/** Shaped after the search API it stands in for, as far as GeoNames goes. */
export const GeocodeAnswer = z.object({
  summary: z.object({
    query: z.string(),
    queryType: z.literal("NON_NEAR"),
    queryTime: z.number(),
    numResults: z.number(),
    offset: z.number(),
    totalResults: z.number(),
    fuzzyLevel: z.number(),
    dataSource: z.literal("GeoNames (sample)"),
  }),
  results: z.array(
    z.object({
      type: z.literal("Geography"),
      id: z.string(),
      score: z.number(),
      entityType: z.enum(["Municipality", "MunicipalitySubdivision"]),
      address: z.object({
        municipality: z.string(),
        localName: z.string().optional(),
        countrySubdivisionCode: z.string().optional(),
        countryCode: z.string(),
        country: z.string(),
        freeformAddress: z.string(),
      }),
      population: z.number(),
      position: z.object({ lat: z.number(), lon: z.number() }),
    }),
  ),
});

export type GeocodeAnswer = z.infer<typeof GeocodeAnswer>;

const Degrees = (limit: number) =>
  z
    .string()
    .regex(/^[+-]?\d{1,3}(\.\d{1,15})?$/)
    .transform(Number)
    .pipe(z.number().min(-limit).max(limit));

/** `lat,lon` in decimal degrees. */
export const Position = z
  .string()
  .max(64)
  .transform((text) => text.split(","))
  .pipe(z.tuple([Degrees(90), Degrees(180)]))
  .transform(([latitude, longitude]) => ({ latitude, longitude }));

export type Position = z.output<typeof Position>;

export const TimeZoneAnswer = z.object({
  Version: z.string(),
  ReferenceUtcTimestamp: z.string(),
  TimeZones: z.array(
    z.object({
      Id: z.string(),
      Names: z.object({ Generic: z.string(), Standard: z.string(), Daylight: z.string().optional() }),
      ReferenceTime: z.object({
        Tag: z.string(),
        StandardOffset: z.string(),
        DaylightSavings: z.string(),
        WallTime: z.string(),
      }),
    }),
  ),
});

export type TimeZoneAnswer = z.infer<typeof TimeZoneAnswer>;
