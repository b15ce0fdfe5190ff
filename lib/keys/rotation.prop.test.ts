import fc from "fast-check";
import { expect, test } from "vitest";
import { isDomainError } from "@/lib/errors/domain-error";
import { cancel, extend, finish, LAST_MOMENT_MS, type Rotation, rotate, type Step, settle } from "./rotation";

const CAP_SECONDS = 48 * 3600;

type Move =
  | { is: "wait"; seconds: number }
  | { is: "use" }
  | { is: "rotate"; overlapSeconds: number; startAtFirstUse: boolean; endRetiringNow: boolean }
  | { is: "finish" }
  | { is: "extend"; overlapSeconds: number }
  | { is: "cancel" };

const overlap = fc.oneof(
  fc.constantFrom(0, 1, 3600, 86_400, CAP_SECONDS, CAP_SECONDS + 1),
  fc.nat(2 * CAP_SECONDS),
);
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant("wait" as const), seconds: fc.nat(CAP_SECONDS) }),
    fc.record({ is: fc.constant("wait" as const), seconds: fc.nat(60) }),
    fc.constant({ is: "use" as const }),
    fc.record({
      is: fc.constant("rotate" as const),
      overlapSeconds: overlap,
      startAtFirstUse: fc.boolean(),
      endRetiringNow: fc.boolean(),
    }),
    fc.constant({ is: "finish" as const }),
    fc.record({ is: fc.constant("extend" as const), overlapSeconds: overlap }),
    fc.constant({ is: "cancel" as const }),
  ),
  { maxLength: 40 },
);

/** A key, its clock, and what every rule has promised so far. */
class Story {
  rotation: Rotation = {
    live: { id: "s0", overlapSeconds: null, firstUsedAt: null },
    retiring: null,
    rotatedAt: null,
  };
  now = 1_772_452_800_000;
  made = 0;
  readonly endedAt = new Map<string, number>();

  play(move: Move): void {
    const now = new Date(this.now);
    switch (move.is) {
      case "wait":
        this.now += move.seconds * 1000;
        return;
      case "use":
        this.#use(now);
        return;
      default:
        this.#attempt(move, now);
    }
  }

  #use(now: Date): void {
    const { live } = this.rotation;
    if (live.firstUsedAt === null) this.rotation = { ...this.rotation, live: { ...live, firstUsedAt: now } };
  }

  #attempt(move: Exclude<Move, { is: "wait" | "use" }>, now: Date): void {
    this.#take(settle(this.rotation, now), now);
    const before = this.rotation;
    try {
      this.#take(stepOf(move, before, now, `s${this.made + 1}`), now);
      if (move.is === "rotate") this.made += 1;
      this.#judge(move, before, now);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      expect(this.rotation).toBe(before);
    }
  }

  #take(step: Step, now: Date): void {
    for (const { id, at } of step.ended) {
      expect(this.endedAt.has(id), "a secret ends once").toBe(false);
      expect(at <= now, "nothing ends in the future").toBe(true);
      this.endedAt.set(id, at.getTime());
    }
    this.rotation = step.rotation;
  }

  #judge(move: Move, before: Rotation, now: Date): void {
    if (move.is === "extend") {
      expect(Number(this.rotation.retiring?.endsAt)).toBeGreaterThan(Number(before.retiring?.endsAt));
      expect(Number(before.retiring?.endsAt) - now.getTime()).toBeGreaterThan(LAST_MOMENT_MS);
    }
    if (move.is === "cancel") {
      expect(before.live.firstUsedAt).toBeNull();
      expect(this.rotation.live.id).toBe(before.retiring?.id);
    }
    if (move.is === "rotate") expect(this.rotation.rotatedAt).toEqual(now);
  }

  /** What must hold at every moment, whatever was done before. */
  check(): void {
    const { live, retiring, rotatedAt } = this.rotation;
    expect(this.endedAt.has(live.id), "what is handed out has not ended").toBe(false);
    if (retiring === null) {
      expect(live.overlapSeconds, "nothing awaits a first use without a secret that waits for it").toBeNull();
      return;
    }
    expect(retiring.id).not.toBe(live.id);
    expect(this.endedAt.has(retiring.id), "what has ended stays ended").toBe(false);
    const cap = Number(rotatedAt) + CAP_SECONDS * 1000;
    expect(retiring.endsAt.getTime(), "an end is never over the cap").toBeLessThanOrEqual(cap);
  }
}

function stepOf(
  move: Exclude<Move, { is: "wait" | "use" }>,
  before: Rotation,
  now: Date,
  newSecretId: string,
): Step {
  switch (move.is) {
    case "rotate":
      return rotate(before, { ...move, newSecretId, capSeconds: CAP_SECONDS }, now);
    case "finish":
      return finish(before, now);
    case "extend":
      return extend(before, { overlapSeconds: move.overlapSeconds, capSeconds: CAP_SECONDS }, now);
    case "cancel":
      return cancel(before, null, now);
  }
}

test("whatever is done to a key: one secret to hand out, at most one retiring, no end over the cap, none revived", () => {
  fc.assert(
    fc.property(moves, (list) => {
      const story = new Story();
      for (const move of list) {
        story.play(move);
        story.check();
      }
    }),
    { numRuns: 500 },
  );
});

test("a first use moves the old secret's end to first use + overlap, never later than it was", () => {
  fc.assert(
    fc.property(fc.nat(CAP_SECONDS), fc.nat(2 * CAP_SECONDS), (overlapSeconds, usedAfterSeconds) => {
      const start = new Date(1_772_452_800_000);
      const story = new Story();
      const { rotation } = rotate(
        story.rotation,
        {
          newSecretId: "s1",
          overlapSeconds,
          startAtFirstUse: true,
          endRetiringNow: false,
          capSeconds: CAP_SECONDS,
        },
        start,
      );
      const firstUsedAt = new Date(start.getTime() + usedAfterSeconds * 1000);
      const used = { ...rotation, live: { ...rotation.live, firstUsedAt } };
      const wanted = Math.min(usedAfterSeconds + overlapSeconds, CAP_SECONDS);
      const { ended } = settle(used, new Date(start.getTime() + 10 * CAP_SECONDS * 1000));
      expect(ended).toEqual([{ id: "s0", at: new Date(start.getTime() + wanted * 1000) }]);
    }),
    { numRuns: 200 },
  );
});
