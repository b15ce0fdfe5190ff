import type { Pool } from "pg";
import type { RingName } from "@/lib/sealing/keyring";

/** Where a walk goes on: the key of the last row it saw. */
export type Cursor = readonly string[];

export type Renewed = {
  renewed: number;
  /** IDs of rows that no key of the ring opens. */
  unreadable: string[];
  /** `null`: that was the last. */
  next: Cursor | null;
};

export type Proved = {
  /** Rows that the newest version alone opens. */
  proved: number;
  /** IDs of rows that it does not. */
  failed: string[];
  next: Cursor | null;
};

/** A column, or something like it, that depends on one of the installation's own keys. */
export type Place = {
  /** `secret.sealed_digest`. */
  readonly name: string;
  /** As people read it: "Digests of secrets". */
  readonly label: string;
  readonly ring: RingName;
  /** Rows by the version they are under. */
  count(pool: Pool): Promise<ReadonlyMap<number, number>>;
  /**
   * Puts the next batch of rows under the newest version. What somebody else is changing right now is left for the next walk;
   * nothing that was changed or erased meanwhile is written over.
   */
  renew(pool: Pool, after: Cursor | null): Promise<Renewed>;
  /** Tries the next batch of all rows with the newest version alone. */
  prove(pool: Pool, after: Cursor | null): Promise<Proved>;
};
