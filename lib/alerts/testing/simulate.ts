import { BEFORE } from "../judge-calls";
import { BURST_WEEKS, type Usual, WINDOW } from "../usual";
import { Random } from "./random";
import { HABITS, type Habit, type Traffic, trafficOf, WEEK } from "./traffic";
import { WatchedKey } from "./watched-key";

/** What became of some key-years. */
export type Outcome = {
  keyMonths: number;
  falseAlarms: number;
  changes: { injected: number; missed: string[] };
  silences: { injected: number; missed: string[] };
};

/** When a minute is judged after its end, at the latest: calls are counted by then. */
const JUDGED_AFTER_MINUTES = 20 / 60;
/** What has to be found within this is looked for no longer. */
const FOUND_WITHIN_MINUTES = 5;
/** A change of fewer calls in five minutes need not be found. */
const LEAST_CHANGE = 50;
/** An alert that is over and comes back within so many minutes is the same. */
const SAME_FOR_MINUTES = 360;
const TIMES = 2;

/** Keys of all habits in their shares, watched for `weeks` after as many weeks of past as the watch looks back on. */
export function simulate(seed: number, keys: number, weeks: number, changesPerKey: number): Outcome {
  const random = new Random(seed);
  const outcome: Outcome = {
    keyMonths: (keys * weeks * 12) / 52,
    falseAlarms: 0,
    changes: { injected: 0, missed: [] },
    silences: { injected: 0, missed: [] },
  };
  for (let key = 0; key < keys; key++) {
    const traffic = trafficOf(random, habitAt((key + 0.5) / keys), BURST_WEEKS + weeks);
    const watched = new WatchedKey(traffic.calls);
    outcome.falseAlarms += alarms(watched, traffic.calls);
    for (let change = 0; change < changesPerKey; change++) inject(random, traffic, watched, outcome);
  }
  return outcome;
}

function habitAt(share: number): Habit {
  let rest = share;
  for (const habit of HABITS) {
    if (rest < habit.share) return habit.name;
    rest -= habit.share;
  }
  return HABITS[0].name;
}

/** Alerts of a key to which nothing happened: all of them false. */
function alarms(watched: WatchedKey, calls: Uint32Array): number {
  let [count, openUntil] = [0, 0];
  for (let end = BURST_WEEKS * WEEK; end <= calls.length; end++) {
    if (end < openUntil || watched.judge(end, TIMES) === null) continue;
    count += 1;
    openUntil = end + SAME_FOR_MINUTES;
  }
  return count;
}

function inject(random: Random, traffic: Traffic, watched: WatchedKey, outcome: Outcome): void {
  const start = random.whole(BURST_WEEKS * WEEK + BEFORE, traffic.calls.length - 60) + random.next();
  const usual = usualFrom(watched, Math.floor(start));
  if (usual === null) return;
  const means = meansAround(traffic, Math.floor(start));
  const [low, high] = [Math.min(...means), Math.max(...means)];
  // Three times: the flow there is, and what is usual then; of a key that comes and goes the most that is usual.
  const isFlow = 3 * usual.mid >= usual.most;
  const bursts = watched.bursts(Math.floor(start));
  const baseline = Math.max(2 * high, 3 * usual.mid - low, isFlow ? 0 : 3 * usual.most, 3 * bursts);
  const more = Math.max(LEAST_CHANGE, baseline) * (1 + 2 * random.next());
  const described = `${traffic.habit} at ${start.toFixed(1)}: ${Math.round(more)} more than ${Math.round(high)}`;
  outcome.changes.injected += 1;
  if (!isFound(watched, start, "spike", (minutes, share) => minutes + (more / WINDOW) * share)) {
    outcome.changes.missed.push(described);
  }
  if (Math.min(low, usual.mid) < LEAST_CHANGE || usual.least < 10 || !isFlow) return;
  outcome.silences.injected += 1;
  if (!isFound(watched, start, "silence", (minutes, share) => minutes * (1 - share))) {
    outcome.silences.missed.push(described);
  }
}

/** What is usual throughout the minutes in which a change has to be found: the edge of a nightly batch is both, and neither. */
function usualFrom(watched: WatchedKey, at: number): Usual | null {
  const found: Usual[] = [];
  for (let end = at; end <= at + FOUND_WITHIN_MINUTES; end++) {
    const usual = watched.usual(end);
    if (usual === null) return null;
    found.push(usual);
  }
  return {
    mid: Math.max(...found.map(({ mid }) => mid)),
    most: Math.max(...found.map(({ most }) => most)),
    least: Math.min(...found.map(({ least }) => least)),
  };
}

/** Average calls of five minutes, as far back as the watch looks and for half an hour more. */
function meansAround({ means }: Traffic, at: number): number[] {
  return Array.from({ length: BEFORE + 30 }, (_, offset) => WINDOW * (means[at - BEFORE + offset] ?? 0));
}

/** Whether a change that begins at `start` is found in time. @param change Of a minute's calls, given the part of it that is changed. */
function isFound(
  watched: WatchedKey,
  start: number,
  as: "spike" | "silence",
  change: (calls: number, share: number) => number,
): boolean {
  for (let end = Math.floor(start) + 1; end + JUDGED_AFTER_MINUTES <= start + FOUND_WITHIN_MINUTES; end++) {
    const minutes = watched.recent(end).map((calls, at) => {
      const minute = end - BEFORE + at;
      return Math.round(change(calls, Math.min(1, Math.max(0, minute + 1 - start))));
    });
    if (watched.judge(end, TIMES, minutes) === as) return true;
  }
  return false;
}
