import { type HoursWindow, type Mode, WEEKDAYS, type Weekday } from "@/lib/edge/restrictions/restrictions";
import type { Restrictions } from "@/lib/keys/restrictions-schema";

export type RestrictionName = keyof Restrictions;

/** What each restriction is called, the code its refusals carry, and what it looks at. */
export const RESTRICTION_WORDS = {
  domain: { word: "Domains", code: "domain_not_allowed" },
  ip: { word: "IP addresses", code: "ip_not_allowed" },
  userAgent: { word: "User agents", code: "user_agent_not_allowed" },
  country: { word: "Countries", code: "country_not_allowed" },
  hours: { word: "Hours", code: "outside_allowed_hours" },
} as const satisfies Record<RestrictionName, { word: string; code: string }>;

export const MODE_WORDS = {
  off: { word: "Off", tone: "idle" },
  observe: { word: "Observe", tone: "info" },
  enforce: { word: "Enforce", tone: "ok" },
} as const satisfies Record<Mode, { word: string; tone: "idle" | "info" | "ok" }>;

const DAY_WORDS = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
} as const satisfies Record<Weekday, string>;

export const dayWord = (day: Weekday): string => DAY_WORDS[day];

/** `Mon–Fri`, `Sat, Sun`, `Every day`. */
export function daysText(days: readonly Weekday[]): string {
  if (days.length === WEEKDAYS.length) return "Every day";
  const runs: Weekday[][] = [];
  for (const day of WEEKDAYS.filter((one) => days.includes(one))) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && WEEKDAYS.indexOf(day) === WEEKDAYS.indexOf(last) + 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => {
      const names = run.map(dayWord);
      return names.length > 2 ? [`${names[0]}–${names.at(-1)}`] : names;
    })
    .join(", ");
}

export function windowText({ days, from, to }: HoursWindow): string {
  return `${daysText(days)} ${from}–${to}`;
}

/** One line of what a restriction says: a word, and the entries it is about. */
export type RuleLine = { label: string; entries: readonly string[]; isCode: boolean };

/** What a restriction says, whatever its mode; nothing for an empty one. */
export function rulesOf(
  restrictions: Restrictions,
  name: RestrictionName,
  countryName: (code: string) => string,
): RuleLine[] {
  const { domain, ip, userAgent, country, hours } = restrictions;
  const lines = (
    lists: { allow: readonly string[]; deny: readonly string[] },
    isCode: boolean,
  ): RuleLine[] => [
    { label: "Allowed", entries: lists.allow, isCode },
    { label: "Denied", entries: lists.deny, isCode },
  ];
  const all: Record<RestrictionName, RuleLine[]> = {
    domain: [
      { label: "Allowed", entries: domain.allow, isCode: true },
      { label: "Calls without Origin", entries: [domain.allowMissing ? "pass" : "refused"], isCode: false },
    ],
    ip: lines(ip, true),
    userAgent: [
      ...lines(userAgent, true),
      { label: "Known bots", entries: userAgent.denyKnownBots ? ["denied"] : [], isCode: false },
    ],
    country: lines({ allow: country.allow.map(countryName), deny: country.deny.map(countryName) }, false),
    hours: [
      { label: "Open", entries: hours.windows.map(windowText), isCode: false },
      { label: "Time zone", entries: hours.windows.length > 0 ? [hours.zone] : [], isCode: false },
    ],
  };
  if (name === "domain" && domain.allow.length === 0) return [];
  return all[name].filter(({ entries }) => entries.length > 0);
}
