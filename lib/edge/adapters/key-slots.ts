import type { KeyEntry, OrgEntry } from "../ports";

/** One object per org; when the org changes it dies, and with it every entry that points to it. */
class OrgCell implements OrgEntry {
  isDead = false;
  constructor(
    readonly orgId: string,
    readonly suspendedAt: number | null,
    readonly limits: OrgEntry["limits"],
    readonly staleIfErrorSeconds: number,
  ) {}
}

/** An entry as it is kept: flat, with small integers for times of its own, because there may be a million. */
export class KeySlot implements KeyEntry {
  // What every call reads comes first: it lies together in memory, and with a million keys each fetch is waited for.
  /** Whole seconds since the store was made, rounded down; `DEAD` once forgotten. */
  loadedAt: number;
  shelf = 0;
  logAt = 0;
  readonly org: OrgCell;
  readonly secretStatus: KeyEntry["secretStatus"];
  readonly disabledAt: number | null;
  readonly validFrom: number | null;
  readonly expiresAt: number | null;
  readonly productIds: readonly string[];
  readonly classIds: KeyEntry["classIds"];
  readonly restrictions: KeyEntry["restrictions"];
  readonly limits: KeyEntry["limits"];
  readonly access: KeyEntry["access"];
  readonly allowQueryKey: boolean;
  readonly keyId: string;
  readonly secretId: string;
  readonly retiresAt: number | null;
  readonly rotatedAt: number | null;
  readonly billingType: KeyEntry["billingType"];
  /** The slot of another secret of the same key. */
  sibling: KeySlot | null = null;

  constructor(entry: KeyEntry, org: OrgCell, productIds: readonly string[], loadedAt: number) {
    this.loadedAt = loadedAt;
    this.org = org;
    this.secretStatus = entry.secretStatus;
    this.disabledAt = entry.disabledAt;
    this.validFrom = entry.validFrom;
    this.expiresAt = entry.expiresAt;
    this.productIds = productIds;
    this.classIds = entry.classIds;
    this.restrictions = entry.restrictions.length === 0 ? NOTHING : entry.restrictions;
    this.limits = entry.limits.length === 0 ? NOTHING : entry.limits;
    this.access = entry.access;
    this.allowQueryKey = entry.allowQueryKey;
    this.keyId = entry.keyId;
    this.secretId = entry.secretId;
    this.retiresAt = entry.retiresAt;
    this.rotatedAt = entry.rotatedAt;
    this.billingType = entry.billingType;
  }

  get orgId(): string {
    return this.org.orgId;
  }

  get isDead(): boolean {
    return this.loadedAt === DEAD || this.org.isDead;
  }
}

/** One empty list for all that have nothing. */
const NOTHING: readonly never[] = [];

/** Before the store was made: a small integer, so that the field stays one. */
const DEAD = -1;

/**
 * The entries a process keeps: found by digest, forgotten by key ID or org ID in constant time.
 *
 * Bounded: past `maxEntries` the entry that was loaded longest ago goes first; entries older than `maxAgeSeconds` go as
 * new ones come. Reading never prolongs anything.
 */
export class KeySlots {
  readonly #byDigest = new Map<string, KeySlot>();
  readonly #byKey = new Map<string, KeySlot>();
  readonly #orgs = new Map<string, OrgCell>();
  readonly #productSets = new Map<string, readonly string[]>();
  readonly #maxEntries: number;
  readonly #maxAgeSeconds: number;

  constructor(maxEntries: number, maxAgeSeconds: number) {
    this.#maxEntries = maxEntries;
    this.#maxAgeSeconds = maxAgeSeconds;
  }

  /** The living entry of a digest, of whatever age. */
  get(digest: string): KeySlot | undefined {
    const slot = this.#byDigest.get(digest);
    return slot === undefined || slot.isDead ? undefined : slot;
  }

  set(digest: string, entry: KeyEntry, loadedAt: number): KeySlot {
    this.delete(digest);
    const slot = new KeySlot(entry, this.#orgOf(entry.org), this.#shared(entry.productIds), loadedAt);
    slot.sibling = this.#byKey.get(slot.keyId) ?? null;
    this.#byKey.set(slot.keyId, slot);
    this.#byDigest.set(digest, slot);
    this.#dropOldest(loadedAt);
    return slot;
  }

  delete(digest: string): void {
    const slot = this.#byDigest.get(digest);
    if (slot === undefined) return;
    this.#byDigest.delete(digest);
    this.#unlink(slot);
  }

  /** Forgets every secret of a key. */
  forgetKey(keyId: string): void {
    for (let slot = this.#byKey.get(keyId) ?? null; slot !== null; slot = slot.sibling) slot.loadedAt = DEAD;
    this.#byKey.delete(keyId);
  }

  /** Forgets every key of an org. */
  forgetOrg(orgId: string): void {
    const org = this.#orgs.get(orgId);
    if (org === undefined) return;
    org.isDead = true;
    this.#orgs.delete(orgId);
  }

  get size(): number {
    return this.#byDigest.size;
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

  #dropOldest(now: number): void {
    let looked = 0;
    for (const [digest, slot] of this.#byDigest) {
      const isSpent = slot.isDead || now - slot.loadedAt > this.#maxAgeSeconds;
      if (!isSpent && this.#byDigest.size <= this.#maxEntries) return;
      this.delete(digest);
      looked += 1;
      if (looked === 2) return;
    }
  }

  /** A row that says something new about its org replaces what was known, for all its keys. */
  #orgOf(org: OrgEntry): OrgCell {
    const known = this.#orgs.get(org.orgId);
    if (known !== undefined && isSameOrg(known, org)) return known;
    this.forgetOrg(org.orgId);
    const cell = new OrgCell(org.orgId, org.suspendedAt, org.limits, org.staleIfErrorSeconds);
    this.#orgs.set(org.orgId, cell);
    return cell;
  }

  #shared(productIds: readonly string[]): readonly string[] {
    const name = productIds.join(" ");
    const known = this.#productSets.get(name);
    if (known !== undefined) return known;
    this.#productSets.set(name, productIds);
    return productIds;
  }
}

function isSameOrg(known: OrgEntry, said: OrgEntry): boolean {
  return (
    known.suspendedAt === said.suspendedAt &&
    known.staleIfErrorSeconds === said.staleIfErrorSeconds &&
    (known.limits === said.limits || JSON.stringify(known.limits) === JSON.stringify(said.limits))
  );
}
