import { z } from "zod";

const moment = z.iso.datetime();

/** One limit of a kind of request, and what of it is left. */
const KeyLimit = z.strictObject({
  /** As in the RateLimit fields of answers: `qps`, `month`, `day-org` … */
  policy: z.string().min(1).max(40),
  /** Queries, transactions or bytes per window. */
  quota: z.number().int().min(0),
  /** What would fit now, over all instances that share their limits. */
  left: z.number().min(0),
  /** Until all of it is back, 0 for what is limited at any one time. */
  resetSeconds: z.number().int().min(0),
});

/** What `/edge/usage` tells a key of itself: nothing of another key, and no list a finder of the key could use. */
export const KeyUsage = z.strictObject({
  keyId: z.string().startsWith("key_"),
  access: z.enum(["read", "write"]),
  queryKeyAllowed: z.boolean(),
  validFrom: moment.nullable(),
  expiresAt: moment.nullable(),
  rotation: z.strictObject({
    /** `retiring`: a newer secret exists, and this one ends. */
    secret: z.enum(["current", "awaiting", "retiring"]),
    endsAt: moment.nullable(),
  }),
  products: z.array(
    z.strictObject({
      product: z.string(),
      name: z.string(),
      classes: z.array(z.strictObject({ class: z.string(), limits: z.array(KeyLimit) })),
    }),
  ),
  restrictions: z.array(
    z.strictObject({
      kind: z.enum(["domain", "ip", "user_agent", "country", "hours"]),
      mode: z.enum(["observe", "enforce"]),
    }),
  ),
  requestId: z.string().startsWith("req_"),
});

export type KeyUsage = z.output<typeof KeyUsage>;
export type KeyLimit = z.output<typeof KeyLimit>;
