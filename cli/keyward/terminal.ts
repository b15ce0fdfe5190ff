/** What a command is given of the world, so that a test can give it another one. */
export type Terminal = {
  env: Readonly<Record<string, string | undefined>>;
  folder: string;
  /** Everything on standard input. */
  input: () => Promise<Buffer>;
  out: (line: string) => void;
  err: (line: string) => void;
};

/** What a shell or a hook acts on. */
export const EXIT = {
  ok: 0,
  /** Something was found, or the server said no. */
  no: 1,
  /** Wrong arguments, or it could not be done at all. */
  fault: 2,
} as const;

/** Wrong arguments; its message says how to mend them. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Text from elsewhere as one line of a terminal: no control character can move the cursor or forge a line. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
