import { z } from "zod";

/** What a refusal of the edge tells; anything else it might hold is left out. Comes with the first refusal. */
export const Problem = z.object({
  code: z.string().regex(/^[a-z_]{1,60}$/),
  title: z.string(),
  detail: z.string(),
  requestId: z.string(),
});
