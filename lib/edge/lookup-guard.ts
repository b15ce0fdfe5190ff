import { ExactWindow } from "./exact-window";

type Failures = { count: number; since: number; readonly trickle: ExactWindow };

/** Unknown secrets an address may present before its look-ups are slowed. */
export const UNKNOWN_THRESHOLD = 30;
const THRESHOLD_WINDOW_MS = 60_000;
const TRICKLE_PER_SECOND = 5;
const MAX_ADDRESSES = 20_000;

/**
 * Slows addresses that keep presenting unknown secrets.
 *
 * Only look-ups of secrets that are not in memory are ever slowed: a neighbour behind the same address goes on with a known
 * key. Past 30 unknown ones in a minute an address has 5 look-ups per second. IPv6 counts by /64. Bounded: the
 * address that failed longest ago is forgotten first.
 */
export class LookupGuard {
  readonly #byAddress = new Map<string, Failures>();

  /** Milliseconds until this address may look a secret up, 0 for now. Takes its place when it may. */
  waitMs(ip: string, at: number): number {
    if (this.#byAddress.size === 0) return 0;
    const failures = this.#byAddress.get(addressOf(ip));
    if (failures === undefined || failures.count < UNKNOWN_THRESHOLD) return 0;
    if (at - failures.since >= THRESHOLD_WINDOW_MS) return 0;
    const wait = failures.trickle.waitMs(at);
    if (wait === 0) failures.trickle.take(at);
    return wait;
  }

  /** Notes that a look-up for this address found no key. */
  noteUnknown(ip: string, at: number): void {
    const address = addressOf(ip);
    const known = this.#byAddress.get(address);
    const failures =
      known !== undefined && at - known.since < THRESHOLD_WINDOW_MS
        ? known
        : { count: 0, since: at, trickle: known?.trickle ?? new ExactWindow(TRICKLE_PER_SECOND) };
    failures.count += 1;
    this.#byAddress.delete(address);
    this.#byAddress.set(address, failures);
    if (this.#byAddress.size > MAX_ADDRESSES) {
      for (const oldest of this.#byAddress.keys()) {
        this.#byAddress.delete(oldest);
        break;
      }
    }
  }

  /** Addresses remembered, for metrics and tests. */
  get size(): number {
    return this.#byAddress.size;
  }
}

/** An IPv4 address itself (also when mapped into IPv6), an IPv6 address by its first four groups. */
export function addressOf(ip: string): string {
  if (!ip.includes(":")) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1] !== undefined) return mapped[1];
  const plain = ip.split("%", 1)[0] ?? "";
  const [head = "", tail] = plain.split("::", 2);
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    const written = groups.length + after.length + (tail.includes(".") ? 1 : 0);
    groups.push(...new Array<string>(Math.max(0, 8 - written)).fill("0"), ...after);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
