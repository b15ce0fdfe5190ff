import type { Histogram } from "./latency";
import type { LogGroup } from "./log-groups";
import type { Dimension } from "./top-dimensions";

/** One row of `usage_minute` to be added. */
export type MinuteRow = {
  minuteMs: number;
  orgId: string;
  keyId: string;
  secretId: string;
  productId: string;
  classId: string;
  status: number;
  code: string;
  requests: number;
  bytesIn: number;
  bytesOut: number;
};

/** What is to be added to `usage_latency` and `usage_demand` for one minute, key and endpoint class. */
export type ShapeRow = {
  minuteMs: number;
  orgId: string;
  keyId: string;
  classId: string;
  /** Empty when no call was measured. */
  latency: Histogram;
  /** Calls that came to a limit in each second of the minute; null when none did. */
  demand: { admitted: readonly number[]; refused: readonly number[] } | null;
};

/** What is to be added to `usage_top`. */
export type TopRow = {
  hourMs: number;
  orgId: string;
  keyId: string;
  dimension: Dimension;
  value: string;
  requests: number;
};

/** `firstMs`: the earliest accepted call among those added up; `atMs` and `ip`: the latest. */
export type LastUsedRow = {
  secretId: string;
  keyId: string;
  orgId: string;
  firstMs: number;
  atMs: number;
  ip: string;
};

/** What is to be added to every table for some calls, each list sorted by its table's key. */
export type Rollups = {
  /** How many calls it is of. */
  calls: number;
  minutes: MinuteRow[];
  shapes: ShapeRow[];
  tops: TopRow[];
  lastUsed: LastUsedRow[];
  log: LogGroup[];
};
