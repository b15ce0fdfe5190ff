import type { Random } from "./random";

export const DAY = 1_440;
export const WEEK = 7 * DAY;
const QUARTER = 15;

/** What uses a key. */
export const HABITS = [
  { name: "steady", share: 0.34 },
  { name: "office", share: 0.3 },
  { name: "consumer", share: 0.21 },
  { name: "nightly", share: 0.05 },
  { name: "hourly", share: 0.04 },
  { name: "sporadic", share: 0.04 },
  { name: "rare", share: 0.01 },
  { name: "monthly", share: 0.01 },
] as const;
export type Habit = (typeof HABITS)[number]["name"];

/** How many calls a minute a key makes on average at each minute, and how many it made. Minute 0 is a Monday's first, UTC. */
export type Traffic = { habit: Habit; means: Float32Array; calls: Uint32Array };

/**
 * The calls of one key over some weeks: a daily and a weekly rhythm, the seasons of the year, growth, holidays, clocks that
 * are put forward and back, weather that lasts hours and days, and chance.
 */
export function trafficOf(random: Random, habit: Habit, weeks: number): Traffic {
  const length = weeks * WEEK;
  const means = new Float32Array(length);
  const level = Math.exp(Math.log(4) + 1.9 * random.normal());
  const base = Math.min(2_000, Math.max(0.02, level));
  if (habit === "steady" || habit === "office" || habit === "consumer") rhythm(random, habit, base, means);
  else if (habit === "nightly") nightly(random, means);
  else if (habit === "hourly") hourly(random, means);
  else sessions(random, habit, means);
  const calls = new Uint32Array(length);
  for (let at = 0; at < length; at++) calls[at] = random.poisson(means[at] ?? 0);
  return { habit, means, calls };
}

function rhythm(random: Random, habit: Habit, base: number, means: Float32Array): void {
  const zone = random.whole(-8, 9) * 60;
  const growth = 0.6 * random.normal();
  const season = random.next() * 2 * Math.PI;
  const holidays = new Set(Array.from({ length: 14 }, () => random.whole(0, means.length / DAY)));
  let [weather, climate] = [0, 0];
  for (let at = 0; at < means.length; at += QUARTER) {
    weather = 0.9 * weather + 0.15 * Math.sqrt(1 - 0.9 ** 2) * random.normal();
    climate = 0.99 * climate + 0.12 * Math.sqrt(1 - 0.99 ** 2) * random.normal();
    const year = at / (52 * WEEK);
    const isSummer = year % 1 > 0.23 && year % 1 < 0.82;
    const local = at + zone + (isSummer ? 60 : 0);
    const hour = (((local % DAY) + DAY) % DAY) / 60;
    const weekday = Math.floor((((local % WEEK) + WEEK) % WEEK) / DAY);
    const isHoliday = holidays.has(Math.floor(local / DAY));
    const slow = (1 + 0.25 * Math.sin(2 * Math.PI * year + season)) * Math.exp(growth * (year - 1));
    const mean = base * slow * Math.exp(weather + climate) * shape(habit, hour, weekday, isHoliday);
    means.fill(mean, at, at + QUARTER);
  }
}

function shape(habit: Habit, hour: number, weekday: number, isHoliday: boolean): number {
  const bell = (middle: number, width: number) => Math.exp(-(((hour - middle) / width) ** 2));
  if (habit === "steady") return 1 + 0.2 * Math.sin((2 * Math.PI * (hour - 9)) / 24);
  if (habit === "office") {
    const work = 0.04 + bell(10.5, 2.6) + 0.9 * bell(15, 2.6);
    return work * (weekday >= 5 || isHoliday ? 0.15 : 1);
  }
  const waking = 0.12 + 0.6 * bell(12.5, 3.2) + bell(19.5, 2.8);
  return waking * (weekday >= 5 || isHoliday ? 1.35 : 1);
}

/** A batch a night that begins about the same time. */
function nightly(random: Random, means: Float32Array): void {
  const [start, length, rate] = [random.whole(0, 300), random.whole(10, 60), random.whole(5, 200)];
  for (let day = 0; day < means.length / DAY; day++) {
    const from = day * DAY + start + Math.round(6 * random.normal());
    fill(means, from, length, rate * Math.exp(0.12 * random.normal()));
  }
}

/** A minute of calls every hour, hardly any beside it. */
function hourly(random: Random, means: Float32Array): void {
  const [minute, rate] = [random.whole(0, 59), random.whole(30, 400)];
  means.fill(0.05);
  for (let at = minute; at < means.length; at += 60) {
    fill(means, at + random.whole(0, 1), 1, rate * Math.exp(0.1 * random.normal()));
  }
}

/** Somebody who tries things out now and then, or a job at the beginning of each month. */
function sessions(random: Random, habit: Habit, means: Float32Array): void {
  const pauseDays = habit === "sporadic" ? 2.5 : habit === "rare" ? 60 : 30.4;
  const usual = random.whole(60, 400);
  let at = random.next() * pauseDays * DAY;
  while (at < means.length) {
    const [length, calls] = [random.whole(3, 40), usual * Math.exp(0.5 * random.normal())];
    fill(means, Math.floor(at), length, calls / length);
    at += habit === "monthly" ? pauseDays * DAY : -Math.log(1 - random.next()) * pauseDays * DAY;
  }
}

function fill(means: Float32Array, from: number, length: number, rate: number): void {
  for (let at = Math.max(0, from); at < Math.min(from + length, means.length); at++)
    means[at] = (means[at] ?? 0) + rate;
}
