import { z } from "zod";

/** An ID as every answer carries it in `X-Request-Id`. */
export const RequestId = z
  .string()
  .trim()
  .regex(/^req_[0-9A-Za-z]{22}$/, "A request ID is req_ and 22 letters or digits.");

export const MAX_REQUESTS = 100;

/** What narrows the request log; nothing narrows nothing but the time, which is the last 24 hours. */
export const RequestsFilter = z.object({
  keyId: z.string().min(1).max(64).optional(),
  productId: z.string().min(1).max(64).optional(),
  /** `refused`: by Keyward; `failed`: answered with 4xx or 5xx, by whomever; `accepted`: neither. */
  only: z.enum(["all", "refused", "failed", "accepted"]).default("all"),
  /** One refusal code. */
  code: z
    .string()
    .regex(/^[a-z_]{1,64}$/)
    .optional(),
  ip: z.string().min(1).max(64).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export type RequestsFilter = z.output<typeof RequestsFilter>;

/** Which calls of the request log to list, newest first. */
export const RequestsQuery = RequestsFilter.extend({
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,16}\.req_[0-9A-Za-z]{22}$/)
    .optional(),
  limit: z.int().min(1).max(MAX_REQUESTS).default(50),
});
export type RequestsQuery = z.input<typeof RequestsQuery>;

/** One call as an org may see it. Texts are without secrets and control characters. */
export const LoggedRequest = z.object({
  requestId: z.string(),
  at: z.iso.datetime(),
  keyId: z.string(),
  secretId: z.string(),
  /** The access token the call came with, `""` without one. */
  tokenId: z.string(),
  productId: z.string(),
  classId: z.string(),
  method: z.string(),
  /** The path pattern that matched. */
  endpoint: z.string(),
  access: z.string(),
  /** 0 when the process died before it could answer. */
  status: z.int(),
  /** Refusal code, `""` when forwarded. */
  code: z.string(),
  /** Number of the gate that refused, 0 when none did. */
  gate: z.int(),
  saw: z.string(),
  rule: z.string(),
  observed: z.array(z.string()),
  ip: z.string(),
  country: z.string(),
  agent: z.string(),
  referrer: z.string(),
  bytesIn: z.int(),
  bytesOut: z.int(),
  latencyMs: z.number(),
  /** How many calls like it this one stands for. */
  weight: z.int(),
});
export type LoggedRequest = z.output<typeof LoggedRequest>;
