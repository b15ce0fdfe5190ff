import type { KeyEntry } from "./ports";

/** An entry in memory is used for so long without asking again. */
export const FRESH_SECONDS = 60;

/** Longer than any rotation lasts. */
const KEPT_MS = 31 * 86_400_000;

type Fence = { readonly secretId: string; readonly until: number };

/**
 * For how long a process that reaches no database may go on accepting what it knows of an organization's keys, in seconds.
 */
export function heldSeconds(staleIfErrorSeconds: number): number {
  return Math.max(FRESH_SECONDS, staleIfErrorSeconds);
}

/**
 * What this process knows of secrets that came by a rotation which is under way: which of them it has accepted, and
 * which are fenced while somebody decides whether the rotation is taken back.
 *
 * From `fence` on not one call with the secret is accepted, and its answer holds every call accepted before.
 */
export class NewSecrets {
  /** When each was first accepted; oldest first. */
  readonly #used = new Map<string, number>();
  readonly #fences = new Map<string, Fence>();
  #seenAt: number | null = null;

  /**
   * Whether a call with this secret may go on; if so, the secret counts as used from now on.
   *
   * A process that could not say that it lives for longer than anybody waits for it accepts none: it is not asked.
   * @param now Unix time, milliseconds.
   * @param at Milliseconds of a clock that never steps.
   */
  accept({ secretId, org }: Pick<KeyEntry, "secretId" | "org">, now: number, at: number): boolean {
    if (this.#seenAt !== null && at - this.#seenAt > heldSeconds(org.staleIfErrorSeconds) * 1000)
      return false;
    for (const fence of this.#fences.values()) {
      if (fence.secretId === secretId && now < fence.until) return false;
    }
    if (!this.#used.has(secretId)) this.#note(secretId, now);
    return true;
  }

  /**
   * Accepts no call with this secret until then, and answers whether there was one before. Several fences around one
   * secret are apart from each other.
   */
  fence(fenceId: string, secretId: string, until: number): boolean {
    this.#fences.set(fenceId, { secretId, until });
    return this.#used.has(secretId);
  }

  /** The fence is gone, whatever became of the rotation. */
  lift(fenceId: string): void {
    this.#fences.delete(fenceId);
  }

  /** It was written down that this process lived at that moment of a clock that never steps. */
  noteSeen(at: number): void {
    this.#seenAt = at;
  }

  #note(secretId: string, now: number): void {
    for (const [id, usedAt] of this.#used) {
      if (now - usedAt < KEPT_MS) break;
      this.#used.delete(id);
    }
    this.#used.set(secretId, now);
  }
}
