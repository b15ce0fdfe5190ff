import type { KeyEntry } from "../ports";

/** What a store said about one digest, and how to tell whether it knew of a change when it said so. */
export type Fill = {
  readonly entry: KeyEntry | null;
  /** Whether the answer already contains what that committed transaction wrote. */
  sees(xid: bigint): boolean;
};

/** By what a secret is asked for: what a client presents, or what a token names. */
export type AskedBy = "digest" | "secret_id";

/** The truth about secrets, asked one by one. Rejects when it cannot be asked; null means "there is no such key". */
export interface KeySource {
  fetch(name: string, by: AskedBy): Promise<Fill>;
}
