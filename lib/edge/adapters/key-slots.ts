import type { KeyEntry, OrgEntry } from "../ports";
import { DigestTable, ROW } from "./digest-table";
import { KeyView, type NoteHolder, type StoredKey, traitsOf } from "./key-view";

/** An org as it is known now. Its number is for ever; a change raises its version, and rows of the old one are dead. */
type OrgCell = OrgEntry & { readonly number: number; readonly version: number };

/** What a row holds beside digest and the limiter's note (`key-view.ts`). */
const LOADED_AT = 8;
const TRAITS = 9;
const ORG = 10;
const ORG_VERSION = 11;
const PRODUCTS = 14;

/** Before the store was made. */
const DEAD = -1;

const NOTHING: readonly never[] = [];

/** The rest of a kept key, in an object of its own. */
class KeySlot implements StoredKey {
  readonly keyId: string;
  readonly secretId: string;
  readonly secretStatus: KeyEntry["secretStatus"];
  readonly retiresAt: number | null;
  readonly rotatedAt: number | null;
  readonly isInRotation: boolean;
  readonly disabledAt: number | null;
  readonly validFrom: number | null;
  readonly expiresAt: number | null;
  readonly classIds: KeyEntry["classIds"];
  readonly restrictions: KeyEntry["restrictions"];
  readonly limits: KeyEntry["limits"];
  readonly billingType: KeyEntry["billingType"];
  readonly access: KeyEntry["access"];
  readonly allowQueryKey: boolean;
  readonly row: number;
  /** The slot of another secret of the same key. */
  sibling: KeySlot | null = null;

  constructor(entry: KeyEntry, row: number) {
    this.keyId = entry.keyId;
    this.secretId = entry.secretId;
    this.secretStatus = entry.secretStatus;
    this.retiresAt = entry.retiresAt;
    this.rotatedAt = entry.rotatedAt;
    this.isInRotation = entry.isInRotation;
    this.disabledAt = entry.disabledAt;
    this.validFrom = entry.validFrom;
    this.expiresAt = entry.expiresAt;
    this.classIds = entry.classIds;
    this.restrictions = entry.restrictions.length === 0 ? NOTHING : entry.restrictions;
    this.limits = entry.limits.length === 0 ? NOTHING : entry.limits;
    this.billingType = entry.billingType;
    this.access = entry.access;
    this.allowQueryKey = entry.allowQueryKey;
    this.row = row;
  }
}

/**
 * The entries a process keeps: found by digest, forgotten by key ID or org ID in constant time.
 *
 * What most decisions need lies in rows of 64 bytes, the rest beside them. Bounded: past `maxEntries` one known for longest
 * goes; entries older than `maxAgeSeconds` go as new ones come. Reading never prolongs anything.
 */
export class KeySlots implements NoteHolder {
  readonly #table = new DigestTable();
  /** By row; undefined where the row is free. */
  readonly #slots: (KeySlot | undefined)[] = [];
  readonly #byKey = new Map<string, KeySlot>();
  readonly #orgs: OrgCell[] = [];
  readonly #orgNumbers = new Map<string, number>();
  readonly #productSets: (readonly string[])[] = [];
  readonly #productSetNumbers = new Map<string, number>();
  readonly #maxEntries: number;
  readonly #maxAgeSeconds: number;
  /** The row to look at next when old ones are to go. */
  #hand = 0;

  constructor(maxEntries: number, maxAgeSeconds: number) {
    this.#maxEntries = maxEntries;
    this.#maxAgeSeconds = maxAgeSeconds;
  }

  /** The row of the living entry of a digest, of whatever age; -1 without one. Good until the next change. */
  rowOf(digest: string): number {
    const row = this.#table.find(digest);
    return row === -1 || this.#isDead(row) ? -1 : row;
  }

  /** Whole seconds since the store was made, rounded down. */
  loadedAt(row: number): number {
    return this.#table.words[row * ROW + LOADED_AT] ?? DEAD;
  }

  entryAt(row: number): KeyEntry {
    const { words } = this.#table;
    const stored = this.#slots[row];
    const org = this.#orgs[words[row * ROW + ORG] ?? 0];
    if (stored === undefined || org === undefined) throw new Error("There is no entry in this row.");
    const productIds = this.#productSets[words[row * ROW + PRODUCTS] ?? 0] ?? NOTHING;
    return new KeyView(this, row, stored, words[row * ROW + TRAITS] ?? 0, org, productIds);
  }

  set(digest: string, entry: KeyEntry, loadedAt: number): KeyEntry {
    this.delete(digest);
    this.#dropOldest(loadedAt);
    const row = this.#table.add(digest);
    const slot = new KeySlot(entry, row);
    const org = this.#orgOf(entry.org);
    const { words } = this.#table;
    words[row * ROW + LOADED_AT] = loadedAt;
    words[row * ROW + TRAITS] = traitsOf(entry);
    words[row * ROW + ORG] = org.number;
    words[row * ROW + ORG_VERSION] = org.version;
    words[row * ROW + PRODUCTS] = this.#productSetOf(entry.productIds);
    this.#slots[row] = slot;
    slot.sibling = this.#byKey.get(slot.keyId) ?? null;
    this.#byKey.set(slot.keyId, slot);
    return this.entryAt(row);
  }

  delete(digest: string): void {
    const row = this.#table.find(digest);
    if (row !== -1) this.#free(row);
  }

  /** Forgets every secret of a key. */
  forgetKey(keyId: string): void {
    for (let slot = this.#byKey.get(keyId) ?? null; slot !== null; slot = slot.sibling) {
      this.#table.words[slot.row * ROW + LOADED_AT] = DEAD;
    }
    this.#byKey.delete(keyId);
  }

  /** Forgets every key of an org. */
  forgetOrg(orgId: string): void {
    const number = this.#orgNumbers.get(orgId);
    const org = number === undefined ? undefined : this.#orgs[number];
    if (org !== undefined) this.#orgs[org.number] = { ...org, version: org.version + 1 };
  }

  noteOf(row: number, stored: StoredKey, word: number): number {
    return this.#slots[row] === stored ? (this.#table.words[row * ROW + word] ?? 0) : 0;
  }

  setNote(row: number, stored: StoredKey, word: number, value: number): void {
    if (this.#slots[row] === stored) this.#table.words[row * ROW + word] = value;
  }

  get size(): number {
    return this.#table.size;
  }

  #isDead(row: number): boolean {
    const { words } = this.#table;
    const org = this.#orgs[words[row * ROW + ORG] ?? 0];
    return words[row * ROW + LOADED_AT] === DEAD || org?.version !== words[row * ROW + ORG_VERSION];
  }

  #free(row: number): void {
    const slot = this.#slots[row];
    this.#table.remove(row);
    this.#slots[row] = undefined;
    if (slot !== undefined) this.#unlink(slot);
  }

  #unlink(slot: KeySlot): void {
    const first = this.#byKey.get(slot.keyId);
    if (first === slot) {
      if (slot.sibling === null) this.#byKey.delete(slot.keyId);
      else this.#byKey.set(slot.keyId, slot.sibling);
      return;
    }
    for (let other = first; other !== undefined; other = other.sibling ?? undefined) {
      if (other.sibling === slot) other.sibling = slot.sibling;
    }
  }

  /** Makes room for one: looks at two rows, and where that gave none and all are taken, the next one goes. */
  #dropOldest(now: number): void {
    for (let looked = 0; looked < 2; looked += 1) {
      const row = this.#hand;
      if (this.#slots[row] !== undefined) {
        const isSpent = this.#isDead(row) || now - this.loadedAt(row) > this.#maxAgeSeconds;
        if (isSpent || this.size >= this.#maxEntries) this.#free(row);
        else return;
      }
      this.#hand = row + 1 >= this.#table.rows ? 0 : row + 1;
    }
  }

  /** A row that says something new about its org replaces what was known, for all its keys. */
  #orgOf(org: OrgEntry): OrgCell {
    const number = this.#orgNumbers.get(org.orgId) ?? this.#orgs.length;
    const known = this.#orgs[number];
    if (known !== undefined && isSameOrg(known, org)) return known;
    const { orgId, suspendedAt, limits, staleIfErrorSeconds } = org;
    const version = (known?.version ?? 0) + 1;
    const cell: OrgCell = { number, version, orgId, suspendedAt, limits, staleIfErrorSeconds };
    this.#orgs[number] = cell;
    this.#orgNumbers.set(orgId, number);
    return cell;
  }

  #productSetOf(productIds: readonly string[]): number {
    const name = productIds.join(" ");
    const known = this.#productSetNumbers.get(name);
    if (known !== undefined) return known;
    this.#productSetNumbers.set(name, this.#productSets.length);
    return this.#productSets.push(productIds) - 1;
  }
}

function isSameOrg(known: OrgEntry, said: OrgEntry): boolean {
  return (
    known.suspendedAt === said.suspendedAt &&
    known.staleIfErrorSeconds === said.staleIfErrorSeconds &&
    (known.limits === said.limits || JSON.stringify(known.limits) === JSON.stringify(said.limits))
  );
}
