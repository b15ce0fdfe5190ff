import { expect, test } from "vitest";
import { simulate } from "@/lib/alerts/testing/simulate";
import { simulateCallers } from "@/lib/alerts/testing/simulate-callers";

const WEEKS = 52;
const MINUTES = 60_000;

test(
  "over a year of seasonal noise on 1,000 keys: at most 0.02 false alarms per key-month, every change found within 5 minutes",
  () => {
    const { keyMonths, falseAlarms, changes, silences } = simulate(4, 1_000, WEEKS, 10);
    const callers = simulateCallers(4, 1_000, 365);
    process.stdout.write(
      `${falseAlarms} false alarms of calls and ${callers.falseAlarms} of callers in ${Math.round(keyMonths)} key-months; ` +
        `${changes.injected} changes, ${changes.missed.length} missed; ${silences.injected} silences, ${silences.missed.length} missed; ` +
        `${callers.injected} strangers, ${callers.missed.length} missed\n`,
    );
    expect((falseAlarms + callers.falseAlarms) / keyMonths).toBeLessThanOrEqual(0.02);
    expect(changes.missed).toEqual([]);
    expect(silences.missed).toEqual([]);
    expect(callers.missed).toEqual([]);
  },
  30 * MINUTES,
);
