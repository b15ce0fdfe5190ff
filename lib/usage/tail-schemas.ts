import { z } from "zod";
import { LoggedRequest } from "./request-schemas";

/** How long a tail stays open at the most. */
export const TAIL_SECONDS = 900;
/** Calls that are handed on in one second at the most; of more only the latest. */
export const TAIL_ROWS = 200;

/** What a live tail says, one event at a time. */
export const TailEvent = z.discriminatedUnion("type", [
  /** It has begun: from now on all calls are kept. */
  z.object({ type: z.literal("open") }),
  z.object({
    type: z.literal("calls"),
    /** The latest first. */
    requests: z.array(LoggedRequest),
    /** So many more came that are not handed on. */
    missed: z.int().min(0),
  }),
  /** Nothing came for a while. */
  z.object({ type: z.literal("quiet") }),
  /** `time`: it was open as long as one can be. `signed_out`: whoever watched may not any more. */
  z.object({ type: z.literal("end"), reason: z.enum(["time", "signed_out", "stopping"]) }),
]);
export type TailEvent = z.output<typeof TailEvent>;
