import { z } from "zod";
import { USAGE_DETAILS } from "./ranges";
import { TimeZone } from "./schemas";

/** The last hour by minute, or everything since the key was rotated. */
export const ROTATION_RANGES = ["hour", "rotation"] as const;
export type RotationRange = (typeof ROTATION_RANGES)[number];

export const RotationQuery = z.object({
  range: z.enum(ROTATION_RANGES).default("hour"),
  timeZone: TimeZone.default("UTC"),
});
export type RotationQuery = z.output<typeof RotationQuery>;

const Count = z.int().min(0);
const Time = z.iso.datetime();

/** What one secret of a key does. */
const SecretTraffic = z.object({
  id: z.string(),
  status: z.enum(["current", "awaiting", "retiring", "retired"]),
  lastUsedAt: Time.nullable(),
  lastUsedIp: z.string().nullable(),
  /** Calls since the rotation that were not refused because the secret had ended. */
  requests: Count,
  /** Calls since the rotation that were. */
  refusedAsEnded: Count,
  /** All calls of the five minutes before now, begun minutes included. */
  lastMinutes: Count,
  /** Those of them that were refused because the secret had ended. */
  refusedLately: Count,
  /** Calls per bucket. */
  values: z.array(Count),
});
export type SecretTraffic = z.output<typeof SecretTraffic>;

/** Somebody who sent a secret: one address with one user agent. */
const Caller = z.object({
  ip: z.string(),
  country: z.string(),
  agent: z.string(),
  /** Path patterns, the last used one first. */
  endpoints: z.array(z.string()),
  lastAt: Time,
  /** Whether the last call was refused because the secret had ended. */
  isRefused: z.boolean(),
});
export type Caller = z.output<typeof Caller>;

/** Both secrets of a rotation side by side, at one moment. */
export const RotationReport = z.object({
  at: Time,
  /** Of the key: whoever sees another one should load the page's other facts again. */
  version: z.int(),
  /** Since when is counted: the minute of the rotation, or how far back calls are kept. */
  since: Time,
  detail: z.enum(USAGE_DETAILS),
  timeZone: z.string(),
  /** Start of each bucket, Unix milliseconds; the last one is not over. */
  starts: z.array(z.int()),
  /** The secret to hand out. */
  live: SecretTraffic,
  /** The one it replaces or replaced; `null` when there is none. */
  old: SecretTraffic.nullable(),
  /** Who sent the old one, the last caller first. Single calls are a sample: of each minute the first, and one in a hundred. */
  callers: z.array(Caller),
  /** There are more callers than are told. */
  hasMoreCallers: z.boolean(),
  /** Since when calls wait to be counted; `null` when counting keeps up. */
  behindSince: Time.nullable(),
});
export type RotationReport = z.output<typeof RotationReport>;
