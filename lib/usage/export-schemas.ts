import { z } from "zod";
import { TOP_DIMENSIONS } from "./breakdown-schemas";

export const EXPORT_FORMATS = ["csv", "json"] as const;

/** Panels of the running periods, whatever range a view shows. */
export const CYCLE_PANELS = ["quotas", "billing", "classes"] as const;

/** Which panel of a view goes out as a file, and how it is written. */
export const UsageExport = z.object({
  panel: z.enum(
    ["series", "latency", "outcomes", "products", "secrets", ...TOP_DIMENSIONS, ...CYCLE_PANELS],
    "There is no such panel.",
  ),
  format: z.enum(EXPORT_FORMATS, "Choose csv or json."),
});
export type UsageExport = z.output<typeof UsageExport>;
