import type { KeyEntry, OrgEntry } from "../ports";

/** An entry as it came from the store, but for what it shares with others. */
export type StoredKey = Omit<KeyEntry, "org" | "orgId" | "productIds" | "identity" | "shelf" | "logAt">;

/** Where the limiter's note of a key lies, as long as the row is still that key's. */
export interface NoteHolder {
  noteOf(row: number, stored: StoredKey, word: number): number;
  setNote(row: number, stored: StoredKey, word: number, value: number): void;
}

/** What is to be known of a key without looking at it: bits of one number. */
export const PLAIN = 1;
export const WRITES = 2;
export const IN_QUERY = 4;

/** Plain: a current secret of a key without rotation, dates, restrictions, limits and closed classes, and enabled. */
export function traitsOf(entry: KeyEntry): number {
  const isPlain =
    entry.secretStatus === "current" &&
    !entry.isInRotation &&
    entry.disabledAt === null &&
    entry.validFrom === null &&
    entry.expiresAt === null &&
    entry.classIds === null &&
    entry.restrictions.length === 0 &&
    entry.limits.length === 0;
  return (
    (isPlain ? PLAIN : 0) | (entry.access === "write" ? WRITES : 0) | (entry.allowQueryKey ? IN_QUERY : 0)
  );
}

const NOTHING: readonly never[] = [];

export const SHELF = 12;
export const LOG = 13;

/**
 * One look at a kept key. Of a plain one, as most are, a decision reads the row and what keys share, never the key's own
 * object: with many keys that is one more place in memory to wait for. It tells the same for ever, whatever becomes
 * of the row.
 */
export class KeyView implements KeyEntry {
  readonly #holder: NoteHolder;
  readonly #row: number;
  readonly #stored: StoredKey;
  readonly #traits: number;
  readonly org: OrgEntry;
  readonly productIds: readonly string[];

  constructor(
    holder: NoteHolder,
    row: number,
    stored: StoredKey,
    traits: number,
    org: OrgEntry,
    productIds: readonly string[],
  ) {
    this.#holder = holder;
    this.#row = row;
    this.#stored = stored;
    this.#traits = traits;
    this.org = org;
    this.productIds = productIds;
  }

  get #isPlain(): boolean {
    return (this.#traits & PLAIN) !== 0;
  }

  get identity(): object {
    return this.#stored;
  }
  get keyId(): string {
    return this.#stored.keyId;
  }
  get orgId(): string {
    return this.org.orgId;
  }
  get secretId(): string {
    return this.#stored.secretId;
  }
  get billingType(): KeyEntry["billingType"] {
    return this.#stored.billingType;
  }
  get retiresAt(): number | null {
    return this.#stored.retiresAt;
  }
  get rotatedAt(): number | null {
    return this.#stored.rotatedAt;
  }

  get secretStatus(): KeyEntry["secretStatus"] {
    return this.#isPlain ? "current" : this.#stored.secretStatus;
  }
  get isInRotation(): boolean {
    return this.#isPlain ? false : this.#stored.isInRotation;
  }
  get disabledAt(): number | null {
    return this.#isPlain ? null : this.#stored.disabledAt;
  }
  get validFrom(): number | null {
    return this.#isPlain ? null : this.#stored.validFrom;
  }
  get expiresAt(): number | null {
    return this.#isPlain ? null : this.#stored.expiresAt;
  }
  get classIds(): KeyEntry["classIds"] {
    return this.#isPlain ? null : this.#stored.classIds;
  }
  get restrictions(): KeyEntry["restrictions"] {
    return this.#isPlain ? NOTHING : this.#stored.restrictions;
  }
  get limits(): KeyEntry["limits"] {
    return this.#isPlain ? NOTHING : this.#stored.limits;
  }
  get access(): KeyEntry["access"] {
    return (this.#traits & WRITES) !== 0 ? "write" : "read";
  }
  get allowQueryKey(): boolean {
    return (this.#traits & IN_QUERY) !== 0;
  }

  get shelf(): number {
    return this.#holder.noteOf(this.#row, this.#stored, SHELF);
  }
  set shelf(value: number) {
    this.#holder.setNote(this.#row, this.#stored, SHELF, value);
  }
  get logAt(): number {
    return this.#holder.noteOf(this.#row, this.#stored, LOG);
  }
  set logAt(value: number) {
    this.#holder.setNote(this.#row, this.#stored, LOG, value);
  }
}
