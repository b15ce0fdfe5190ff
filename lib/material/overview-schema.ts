import { z } from "zod";

const Time = z.iso.datetime();

/** One ring of the installation's own keys, as the page shows it. Times are ISO 8601; no key is in it. */
const RingOverview = z.object({
  name: z.enum(["master", "pepper", "edge"]),
  /** The setting it comes from. */
  setting: z.string(),
  /** The highest version that any instance holds. */
  newest: z.int(),
  /** The version this process seals with. */
  sealing: z.int(),
  /** Every version that somebody holds or that something is under; `check` is `null` when this process does not hold it. */
  versions: z.array(z.object({ version: z.int(), check: z.string().nullable() })),
  /** Rows by version. */
  places: z.array(z.object({ label: z.string(), rows: z.record(z.string(), z.int()) })),
  /** Rows under another version than the newest. */
  left: z.int(),
  instances: z.array(
    z.object({
      id: z.string(),
      host: z.string(),
      kind: z.string(),
      standing: z.enum(["seals", "holds", "lacks", "differs", "unknown"]),
      sealing: z.int().nullable(),
      versions: z.array(z.int()),
    }),
  ),
  step: z.enum(["mend", "add", "promote", "settle", "seal", "wait", "remove", "rest"]),
  run: z
    .object({
      toVersion: z.int(),
      requestedAt: Time,
      requestedBy: z.string(),
      resealed: z.int(),
      unreadable: z.int(),
      proved: z.int(),
      failure: z.string().nullable(),
      finishedAt: Time.nullable(),
    })
    .nullable(),
});
export type RingOverview = z.output<typeof RingOverview>;

export const MaterialOverview = z.object({
  at: Time,
  rings: z.array(RingOverview),
  /** Keys that sign access tokens. */
  tokenKeys: z.array(
    z.object({
      id: z.string(),
      createdAt: Time,
      /** `next`: signs in a moment. `leaving`: until then. `believed`: its tokens have not all ended. */
      state: z.enum(["next", "signs", "leaving", "believed", "retired"]),
    }),
  ),
});
export type MaterialOverview = z.output<typeof MaterialOverview>;
