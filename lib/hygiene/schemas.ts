import { z } from "zod";
import { HYGIENE_GRADES, HYGIENE_REASONS } from "./score";

/** Which keys of the fleet are meant; `null`: all. */
export const HygieneFilter = z.strictObject({
  reason: z.enum(HYGIENE_REASONS).nullable().default(null),
  grade: z.enum(HYGIENE_GRADES).nullable().default(null),
});
export type HygieneFilter = z.output<typeof HygieneFilter>;

/** How many keys a page of the fleet shows. */
export const FLEET_PAGE_SIZE = 25;

/** One page of the fleet, from 1 on; beyond the last one the last is given. */
export const FleetInput = HygieneFilter.extend({ page: z.int().min(1).max(1_000_000).default(1) });
export type FleetInput = z.output<typeof FleetInput>;
