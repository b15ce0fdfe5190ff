import { z } from "zod";

/** What having every edge measure the propagation of a change takes: nothing. */
export const MeasureInput = z.strictObject({});
