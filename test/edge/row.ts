import type { RestrictionKind } from "@/lib/edge/ports";
import type { RefusalCode } from "@/lib/edge/verdict";
import type { KeyName } from "./cast";

/**
 * One line of the conformance suite: what is sent, what must come back, what the upstream must have seen, and what must be
 * counted. Plain data: every host answers every row the same.
 *
 * In all strings `{name}` stands for the secret of the key of that name, `{name.part}` for something made of it; see
 * `fillIn`.
 */
export type Row = {
  /** States the guarantee. Unique in the suite. */
  readonly name: string;
  readonly send: Message;
  /** Sent just before on the same connection, with the answers it must get; counted too. */
  readonly after?: readonly Before[];
  /** How the upstream answers. Default: 200 with the text `ok`. */
  readonly answers?: UpstreamAnswer;
  readonly gets: Expected;
  /**
   * What the upstream must have seen; null: nothing at all; `any`: it may have seen the beginning. Default: one request if the call is answered by the upstream,
   * else none. Whatever it sees is held against what every upstream may see, in any case.
   */
  readonly upstream?: ExpectedSeen | null | "any";
  /** The key whose call it is. Default: the key named first in what is sent. */
  readonly key?: KeyName;
  /** `false`: no record at all. A number: the status it is counted with, where the client gets another. Default: as answered. */
  readonly counted?: false | number;
  /** The refusal it is counted as, where no body names it: HEAD, and TomTom's style. */
  readonly unnamed?: RefusalCode;
  /** Restrictions that only observe and would have refused it, and each call before it on the connection. */
  readonly observes?: readonly RestrictionKind[];
  /** The slug it is counted for. Default: that of the path, once gate 2 is passed. */
  readonly product?: string;
};

type Before = { readonly line: string; readonly fields?: readonly string[]; readonly status: number };

export type Message = {
  /** Request line, as it goes over the wire. */
  readonly line: string;
  /** Field lines. `Host` and `Connection: close` are added where there are none. */
  readonly fields?: readonly string[];
  readonly body?: Body;
  /** Bytes after the head that no framing speaks of. */
  readonly trailing?: string;
  /** Waits for `100 Continue` before the body goes out. */
  readonly waitsForContinue?: true;
  /** Sends the head as it is: no `Host`, no `Connection` is added. */
  readonly isBare?: true;
  /** Closes the connection as soon as the upstream has the request. */
  readonly leaves?: true;
  /** Address of the loopback network to call from. */
  readonly from?: string;
};

export type Body = {
  /** The text itself, or that many random bytes. */
  readonly content: string | number;
  readonly framing: "length" | "chunked";
};

export type UpstreamAnswer =
  | {
      readonly status?: number;
      /** Field lines; `{upstream}` is the upstream's own origin. */
      readonly fields?: readonly string[];
      /** Text, or several that go out one by one; with none in `fields`, framing is the upstream's server's. */
      readonly body?: string | readonly string[];
      readonly everyMs?: number;
    }
  | {
      /** Written to the socket as they are. `{times}` repeats the piece. */
      readonly bytes: readonly (string | { readonly piece: string; readonly times: number })[];
      readonly everyMs?: number;
      /** What happens to the connection after that. */
      readonly end: "close" | "reset" | "hold";
    };

export type Expected = {
  readonly status: number;
  /** Absent: an answer of the upstream, or one that is no refusal. */
  readonly code?: RefusalCode;
  /** By lower-case name: the value, what it matches, or null for a header that must be absent. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  /** The text, what it matches, or a number of bytes. */
  readonly body?: string | RegExp | number;
  /** Statuses of interim answers before it. */
  readonly interim?: readonly number[];
  /** False: the answer broke off, and says so by its framing. */
  readonly isWhole?: false;
  /** The parser itself refused: a problem without code, not counted. */
  readonly isUnparsed?: true;
  /** Nothing comes, because the client left. */
  readonly isNothing?: true;
};

export type ExpectedSeen = {
  readonly method?: string;
  /** Path and query, without the base URL's prefix. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  /** `same`: the bytes that were sent. `broken`: it never arrived whole. */
  readonly body?: "same" | "broken";
};
