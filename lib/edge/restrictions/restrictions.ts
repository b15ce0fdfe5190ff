/** Off judges nothing, observe counts what would have been refused, enforce refuses. */
export const MODES = ["off", "observe", "enforce"] as const;
export type Mode = (typeof MODES)[number];

/** Days of a week as `hours` names them, Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** All restrictions of a key, as they are stored with it: every text in its canonical spelling. */
export type Restrictions = {
  readonly domain: DomainRestriction;
  readonly ip: ListRestriction;
  readonly userAgent: UserAgentRestriction;
  readonly country: ListRestriction;
  readonly hours: HoursRestriction;
};

/** An empty `allow` allows everything; `deny` wins. */
export type ListRestriction = {
  readonly mode: Mode;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
};

export type UserAgentRestriction = ListRestriction & {
  /** Denies what `isKnownBot` knows, too. */
  readonly denyKnownBots: boolean;
};

export type DomainRestriction = {
  readonly mode: Mode;
  readonly allow: readonly string[];
  /** Lets calls pass that name neither an Origin nor a Referer: apps and servers beside the web site. */
  readonly allowMissing: boolean;
};

export type HoursRestriction = {
  readonly mode: Mode;
  /** IANA name. */
  readonly zone: string;
  readonly windows: readonly HoursWindow[];
};

/** Local times `HH:MM`, `[from, to)`; `24:00` ends a day, and a `to` before `from` lies on the day after. */
export type HoursWindow = {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
};
