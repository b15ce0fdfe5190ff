/** What kind of thing changed. The edge forgets what it knew of the subject. */
export type ChangeKind = "key" | "org" | "product" | "token" | "fence";

/** One row of the change log. `id` grows in the order of writing, which is not the order of committing. */
export type Change = {
  readonly id: bigint;
  readonly kind: ChangeKind;
  /** ID of what changed. */
  readonly subject: string;
  /** The 64-bit ID of the transaction that made it. */
  readonly xid: bigint;
};
