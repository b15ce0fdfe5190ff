import { LAST_MOMENT_MS } from "@/lib/keys/rotation";

const HOUR_MS = 3_600_000;
/** Cancelling asks the edges first, and has to be done with it before the last moments begin. */
const ASKING_MS = 5_000;

export type RotationDeed =
  | { kind: "rotate"; hours: number; fromFirstUse: boolean; endsRetiring: boolean }
  | { kind: "extend"; hours: number }
  | { kind: "finish" | "cancel" }
  | { kind: "disable" | "enable" | "rename" | "delete" | "restore" };

type ModelSecret = { madeAt: number | null; firstUsedAt: number | null };

/**
 * What a key's life should look like, told by somebody who has read the documentation and not the code: times in
 * milliseconds, secrets as objects, refusals as codes.
 */
export class RotationModel {
  live: ModelSecret = { madeAt: null, firstUsedAt: null };
  old: { secret: ModelSecret; endsAt: number } | null = null;
  rotatedAt: number | null = null;
  isDisabled = false;
  isDeleted = false;
  readonly #capMs: number;
  /** Set while the old secret waits for the new one's first use. */
  #overlapMs: number | null = null;

  constructor(capHours: number) {
    this.#capMs = capHours * HOUR_MS;
  }

  get isAwaiting(): boolean {
    return this.#overlapMs !== null;
  }

  /** A client sends the secret that is handed out. */
  use(at: number): void {
    this.live.firstUsedAt ??= at;
  }

  /** What time and use have decided until `now`. */
  settle(now: number): void {
    const { firstUsedAt } = this.live;
    if (this.#overlapMs !== null && firstUsedAt !== null && this.old !== null) {
      this.old.endsAt = Math.min(this.old.endsAt, firstUsedAt + this.#overlapMs);
      this.#overlapMs = null;
    }
    if (this.old !== null && this.old.endsAt > now) return;
    this.old = null;
    this.#overlapMs = null;
  }

  /** `ok`, or the code with which the deed is refused to somebody who may do it. */
  do(deed: RotationDeed, now: number): string {
    if (deed.kind === "restore") return this.#restore();
    if (this.isDeleted) return "not_found";
    switch (deed.kind) {
      case "rename":
        return "ok";
      case "delete":
        this.isDeleted = true;
        return "ok";
      case "disable":
      case "enable":
        return this.#switch(deed.kind === "disable");
      case "rotate":
      case "extend":
      case "finish":
      case "cancel":
        this.settle(now);
        return this.#rotation(deed, now);
    }
  }

  #restore(): string {
    if (!this.isDeleted) return "not_found";
    this.isDeleted = false;
    return "ok";
  }

  #switch(off: boolean): string {
    if (this.isDisabled === off) return off ? "already_disabled" : "not_disabled";
    this.isDisabled = off;
    return "ok";
  }

  #rotation(deed: Extract<RotationDeed, { kind: "rotate" | "extend" | "finish" | "cancel" }>, now: number) {
    if (deed.kind === "rotate") return this.#rotate(deed, now);
    if (deed.kind === "extend" && deed.hours * HOUR_MS > this.#capMs) return "invalid_input";
    if (this.old === null || this.rotatedAt === null) return "no_rotation";
    const left = this.old.endsAt - now;
    if (deed.kind === "finish") {
      this.old = null;
      this.#overlapMs = null;
      return "ok";
    }
    if (deed.kind === "extend") {
      if (left <= LAST_MOMENT_MS) return "no_rotation";
      const endsAt = this.rotatedAt + deed.hours * HOUR_MS;
      if (endsAt <= this.old.endsAt) return "invalid_input";
      this.old.endsAt = endsAt;
      return "ok";
    }
    if (this.live.firstUsedAt !== null) return "new_secret_used";
    if (left - ASKING_MS <= LAST_MOMENT_MS) return "no_rotation";
    this.live = { ...this.old.secret, firstUsedAt: this.old.secret.firstUsedAt };
    this.rotatedAt = this.live.madeAt;
    this.old = null;
    this.#overlapMs = null;
    return "ok";
  }

  #rotate(deed: Extract<RotationDeed, { kind: "rotate" }>, now: number): string {
    const overlapMs = deed.hours * HOUR_MS;
    if (overlapMs > this.#capMs) return "invalid_input";
    if (this.old !== null && !deed.endsRetiring) return "rotation_in_progress";
    const endsAt = now + (deed.fromFirstUse ? this.#capMs : overlapMs);
    this.old = endsAt <= now ? null : { secret: this.live, endsAt };
    this.#overlapMs = deed.fromFirstUse ? overlapMs : null;
    this.live = { madeAt: now, firstUsedAt: null };
    this.rotatedAt = now;
    return "ok";
  }
}
