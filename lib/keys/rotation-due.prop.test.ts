import fc from "fast-check";
import { expect, test } from "vitest";
import { NOW } from "@/test/clock";
import { reminderStage, rotatesItselfAt, rotationDue } from "./rotation-due";

const DAY_MS = 86_400_000;
const after = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const interval = fc.option(fc.integer({ min: 1, max: 730 }));

test("of a key's own interval and the organization's the shorter one holds, counted from the last rotation", () => {
  fc.assert(
    fc.property(interval, interval, fc.option(fc.integer({ min: 0, max: 400 })), (own, orgs, rotated) => {
      const key = {
        createdAt: NOW,
        lastRotatedAt: rotated === null ? null : after(rotated),
        rotateEveryDays: own,
      };
      const due = rotationDue(key, { rotateEveryDays: orgs });
      const given = [own, orgs].filter((days) => days !== null);
      if (given.length === 0) expect(due).toBeNull();
      else expect(due?.dueAt).toEqual(after((rotated ?? 0) + Math.min(...given)));
    }),
  );
});

test("no key rotates by itself before it is due, nor before it was announced for a week or one interval", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 730 }), fc.integer({ min: -800, max: 800 }), (everyDays, dueIn) => {
      const at = rotatesItselfAt({ everyDays, dueAt: after(dueIn), setBy: "org" }, NOW);
      expect(at.getTime()).toBeGreaterThanOrEqual(after(dueIn).getTime());
      expect(at.getTime()).toBeGreaterThanOrEqual(after(Math.min(7, everyDays)).getTime());
    }),
  );
});

test("reminders come 14, 7 and 1 days ahead and at the moment itself, each once as time goes by", () => {
  const due = after(30);
  const told = Array.from({ length: 40 * 24 }, (_, hours) => reminderStage(due, NOW, after(hours / 24)));
  const changes = told.filter((stage, index) => stage !== null && stage !== told[index - 1]);
  expect(changes).toEqual([14, 7, 1, 0]);
  expect(told.indexOf(14)).toBe(16 * 24);
  expect(told.indexOf(0)).toBe(30 * 24);
});

test("who sets a date three days ahead is not told at once, but a day before", () => {
  expect(reminderStage(after(3), NOW, NOW)).toBeNull();
  expect(reminderStage(after(3), NOW, after(2))).toBe(1);
});
