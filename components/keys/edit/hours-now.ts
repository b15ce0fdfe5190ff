import { hoursJudge } from "@/lib/edge/restrictions/hours-rules";
import type { HoursRestriction } from "@/lib/edge/restrictions/restrictions";
import { isZone } from "@/lib/edge/restrictions/zone-clock";

const MINUTE_MS = 60_000;
const AHEAD_MINUTES = 8 * 24 * 60;
const TIME = /^\d\d:\d\d$/;

type Hours = Omit<HoursRestriction, "mode">;

/** Whether calls pass at `now`, and when that changes next (Unix ms; `null`: not within eight days). */
export function hoursNow(hours: Hours, now: number): { isOpen: boolean; changesAt: number | null } {
  const judge = hoursJudge(hours);
  const isOpenAt = (at: number) => judge({ now: at } as Parameters<typeof judge>[0]) === null;
  const isOpen = isOpenAt(now);
  // Asked minute by minute, the edge's own judge answers for summer time and windows that cross midnight, too.
  const next = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  for (let minutes = 1; minutes <= AHEAD_MINUTES; minutes++) {
    if (isOpenAt(next + minutes * MINUTE_MS) !== isOpen)
      return { isOpen, changesAt: next + minutes * MINUTE_MS };
  }
  return { isOpen, changesAt: null };
}

/** `Open now, until 18:00 today (Europe/Berlin).`; `null` while the windows are not whole. */
export function hoursSentence(hours: Hours, now: number): string | null {
  const isWhole = hours.windows.every(
    ({ days, from, to }) => days.length > 0 && TIME.test(from) && TIME.test(to) && from !== to,
  );
  if (hours.windows.length === 0 || !isWhole || !isZone(hours.zone)) return null;
  const { isOpen, changesAt } = hoursNow(hours, now);
  const state = isOpen ? "Open now" : "Closed now";
  if (changesAt === null) return `${state}, at all times.`;
  return `${state}, ${isOpen ? "until" : "opens"} ${clock(changesAt, now, hours.zone)} (${hours.zone}).`;
}

function clock(at: number, now: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  const day = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long", day: "numeric", month: "short" });
  if (day.format(at) === day.format(now)) return time;
  const weekday = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long" }).format(at);
  return `${weekday} ${time}`;
}
