import { z } from "zod";
import { TOP_DIMENSIONS } from "./breakdown-schemas";

export const EXPORT_FORMATS = ["csv", "json"] as const;

/** Which panel of a view goes out as a file, and how it is written. */
export const UsageExport = z.object({
  panel: z.enum(["series", "latency", "outcomes", ...TOP_DIMENSIONS], "There is no such panel."),
  format: z.enum(EXPORT_FORMATS, "Choose csv or json."),
});
export type UsageExport = z.output<typeof UsageExport>;
