import { z } from "zod";

/** What usage can be grouped by, in the order in which rows name it. */
export const GROUPINGS = ["key", "product", "class", "status", "code", "country", "day", "hour"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** As many as a row names at the most. */
const MOST_GROUPINGS = 3;
/** Rows of one answer. */
export const GROUPED_ROWS = 10_000;
/** Countries are counted by key and time alone. */
const WITH_COUNTRY: ReadonlySet<Grouping> = new Set(["country", "key", "day", "hour"]);

const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "Use a time such as 2026-03-31T12:00:00Z, or a date.",
});

const GroupBy = z
  .string()
  .max(100)
  .default("day")
  .transform((text) => text.split(",").map((name) => name.trim()))
  .pipe(
    z
      .array(z.enum(GROUPINGS, `Choose among ${GROUPINGS.join(", ")}.`))
      .min(1)
      .max(MOST_GROUPINGS, `Group by at most ${MOST_GROUPINGS}.`)
      .refine((names) => new Set(names).size === names.length, "Name each once.")
      .refine((names) => !(names.includes("day") && names.includes("hour")), "Choose day or hour, not both.")
      .refine(
        (names) => !names.includes("country") || names.every((name) => WITH_COUNTRY.has(name)),
        "Countries go together with key, day and hour only.",
      ),
  );

/** Which usage of an organization to add up, and by what. */
export const GroupedUsageQuery = z.strictObject({
  groupBy: GroupBy.meta({
    description: `One to three of ${GROUPINGS.join(", ")}, with commas. Days and hours are those of UTC; \`country\` goes together with \`key\`, \`day\` and \`hour\` only.`,
    example: "key,day",
  }),
  from: Moment.optional().meta({
    description: "Left out: 30 days before `to`. An hour that it cuts counts whole.",
  }),
  to: Moment.optional().meta({ description: "Left out: now. An hour that it cuts counts whole." }),
  key: z.string().min(1).max(64).optional().meta({ description: "ID of a key: its calls alone." }),
  product: z.string().min(1).max(64).optional().meta({
    description: "Slug or ID of a product: calls of it alone. Not with `country`.",
  }),
});
export type GroupedUsageQuery = z.output<typeof GroupedUsageQuery>;

const Count = z.int().min(0);

const GroupedRow = z.object({
  key: z.string().optional().meta({ description: "ID of the key; empty for calls that belong to none." }),
  product: z
    .string()
    .optional()
    .meta({ description: "Slug of the product; its ID once it is gone, empty for none." }),
  class: z.string().optional().meta({ description: "Slug of the endpoint class; its ID once it is gone." }),
  status: z.int().optional().meta({ description: "0: no answer was given before the process ended." }),
  code: z.string().optional().meta({ description: "Code of the refusal; empty where there was none." }),
  country: z.string().optional().meta({ description: "ISO 3166; empty where it is not known." }),
  time: z.iso.datetime().optional().meta({ description: "Start of the day or hour." }),
  requests: Count.meta({ description: "Every decided call, refusals included." }),
  qpsBreaches: Count.optional().meta({ description: "Part of `status4xx`. Not by country." }),
  status4xx: Count.optional(),
  status5xx: Count.optional(),
  bytesIn: Count.optional(),
  bytesOut: Count.optional(),
});
export type GroupedRow = z.output<typeof GroupedRow>;

/** Usage in groups; the groups' requests add up to `requests`. Groups without calls are left out. */
export const GroupedUsage = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    groupBy: z.array(z.enum(GROUPINGS)),
    requests: Count,
    data: z.array(GroupedRow),
  })
  .meta({ id: "GroupedUsage" });
export type GroupedUsage = z.output<typeof GroupedUsage>;
