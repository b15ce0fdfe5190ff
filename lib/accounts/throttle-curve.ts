/** How long to wait after each failure in a row, and when the door stays shut. */
export type Curve = {
  /** Seconds to wait after the n-th failure (index n − 1); the last one holds for all that follow. */
  waitSeconds: readonly [number, ...number[]];
  /** After this many failures in a row nothing opens the door but `clearThrottle`. */
  closedAfter?: number;
  /** Without a failure for this long, the count starts at zero again. */
  forgetSeconds: number;
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `free` attempts without a wait, then `first` seconds, doubling up to `cap`. */
export function doubling(free: number, first: number, cap: number): [number, ...number[]] {
  const waits: number[] = [];
  for (let wait = first; wait < cap; wait *= 2) waits.push(wait);
  return [0, ...Array.from({ length: free - 1 }, () => 0), ...waits, cap];
}

/** Devices an account keeps; see `ACCOUNT` for why it is few. */
export const KNOWN_DEVICES_MAX = 5;

/**
 * Failures from browsers an account has not been used from: a wait from the fifth on.
 *
 * With `KNOWN_DEVICES_MAX` devices of `DEVICE.closedAfter` failures each, an account sees at most 100 failures in a row.
 */
export const ACCOUNT = {
  waitSeconds: doubling(4, 30, 15 * MINUTE),
  closedAfter: 50,
  forgetSeconds: 30 * DAY,
} satisfies Curve;

/** Failures from one browser its person has signed in from. Strangers do not touch it; closed, it is a stranger too. */
export const DEVICE = {
  waitSeconds: doubling(4, 15, 2 * MINUTE),
  closedAfter: 10,
  forgetSeconds: 30 * DAY,
} satisfies Curve;

/** Failures from one address, whoever they try to be. Mild, because many people may share it. */
export const ADDRESS = { waitSeconds: doubling(20, 5, 5 * MINUTE), forgetSeconds: HOUR } satisfies Curve;

/** Sign-ups and requests for mail from one address. */
export const MAIL_FROM_ADDRESS = {
  waitSeconds: doubling(10, MINUTE, 30 * MINUTE),
  forgetSeconds: HOUR,
} satisfies Curve;

/**
 * Mails of one kind to one recipient, so that nobody's inbox is flooded through us. The longest wait is shorter than
 * a link lives: whoever asks in somebody else's name cannot leave them without a link that works.
 */
export const MAIL_TO_RECIPIENT = {
  waitSeconds: doubling(3, 2 * MINUTE, 30 * MINUTE),
  forgetSeconds: DAY,
} satisfies Curve;

/** Wrong current passwords on the account page, by whoever holds the session. */
export const PASSWORD_CHANGE = {
  waitSeconds: doubling(4, 30, 15 * MINUTE),
  forgetSeconds: DAY,
} satisfies Curve;

/**
 * Wrong codes of one person's second factor, from everywhere. Only who knows the password gets to try one; at one try every
 * quarter of an hour, three valid codes in a million take years to guess.
 */
export const SECOND_FACTOR = {
  waitSeconds: doubling(4, 30, 15 * MINUTE),
  forgetSeconds: DAY,
} satisfies Curve;
