import type { EdgeState } from "@/lib/edge/adapters/edge-state";
import type { HeaderReader } from "@/lib/edge/headers";
import type { ProductEntry } from "@/lib/edge/ports";

/** A request to an OAuth endpoint as plain data; both hosts build it. */
export type OAuthRequest = {
  readonly method: string;
  /** Without the query, which is never read: credentials have no place there. */
  readonly path: string;
  readonly headers: HeaderReader;
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Client address. */
  readonly ip: string;
  /** Whether the client's connection was encrypted. */
  readonly isSecure: boolean;
  /** Milliseconds of a clock that never steps. */
  readonly arrivedAt: number;
};

/** What the endpoints need of the edge of this process. */
export type OAuthEdge = Pick<EdgeState, "deps" | "tokens"> & {
  readonly catalog: { readonly products: readonly ProductEntry[] };
};
