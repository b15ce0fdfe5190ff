import type { CompiledRestriction } from "../ports";
import { type HoursRestriction, type HoursWindow, WEEKDAYS } from "./restrictions";
import { ruleText } from "./rule-text";
import { offsetAt, transitionWithin } from "./zone-clock";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday. */
const MONDAY_MS = 3 * DAY_MS;

/** Open from `from` to before `to`, milliseconds since Monday 00:00 on a local clock. */
type Span = { readonly from: number; readonly to: number };

/**
 * Refuses calls outside all windows, by the clock on the wall of a zone: an hour that is skipped in spring is in no window, one
 * that comes twice in autumn is in its window twice.
 *
 * The answer holds until a known moment, so that a call costs a comparison.
 */
export function hoursJudge({ zone, windows }: Omit<HoursRestriction, "mode">): CompiledRestriction["judge"] {
  const spans = spansOf(windows);
  const rule = ruleText("allow", [...windows.map(windowText), zone]);
  let since = 0;
  let until = 0;
  let offset = 0;
  let isOpen = false;
  return ({ now }) => {
    if (now < since || now >= until) {
      offset = offsetAt(zone, now);
      const local = sinceMonday(now + offset);
      isOpen = spans.some(({ from, to }) => local >= from && local < to);
      const end = now + untilNextEdge(spans, local);
      since = now;
      until = transitionWithin(zone, now, end) ?? end;
    }
    return isOpen ? null : { saw: `${clockText(sinceMonday(now + offset))}, ${zone}`, rule };
  };
}

/** Windows as spans of one week; one that runs over its end goes on at its beginning. */
function spansOf(windows: readonly HoursWindow[]): Span[] {
  return windows.flatMap(({ days, from, to }) =>
    days.flatMap((day) => {
      const start = WEEKDAYS.indexOf(day) * DAY_MS + minutesOf(from) * MINUTE_MS;
      const minutes = (minutesOf(to) - minutesOf(from) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
      const end = start + minutes * MINUTE_MS;
      return end <= WEEK_MS
        ? [{ from: start, to: end }]
        : [
            { from: start, to: WEEK_MS },
            { from: 0, to: end - WEEK_MS },
          ];
    }),
  );
}

/** At most a day, so that no more than one change of the offset lies in between. */
function untilNextEdge(spans: readonly Span[], local: number): number {
  let nearest = DAY_MS;
  for (const { from, to } of spans) {
    for (const edge of [from, to]) {
      const ahead = (edge - local + WEEK_MS) % WEEK_MS;
      if (ahead > 0 && ahead < nearest) nearest = ahead;
    }
  }
  return nearest;
}

function sinceMonday(local: number): number {
  return (((local + MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function windowText({ days, from, to }: HoursWindow): string {
  return `${days.join(" ")} ${from}-${to}`;
}

function clockText(local: number): string {
  const minutes = Math.floor(local / MINUTE_MS) % DAY_MINUTES;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${WEEKDAYS[Math.floor(local / DAY_MS)]} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
