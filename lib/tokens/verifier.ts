import { compactVerify, errors } from "jose";
import { StoreUnavailable } from "@/lib/edge/ports";
import { TOKEN_ALGORITHM } from "@/lib/edge/tokens/parse-token";
import type { TokenKey } from "./token-keys";

/** At a third of a millisecond each, in four threads: the last one waits about 20 ms. */
const MAX_IN_FLIGHT = 256;

/** Verifies signatures off the main thread: the same token once however often it is asked for, and never too many at a time. */
export class Verifier {
  readonly #inFlight = new Map<string, Promise<boolean>>();

  /** Rejects with `StoreUnavailable` when too many are being verified. */
  verify(token: string, { verificationKey }: TokenKey): Promise<boolean> {
    const running = this.#inFlight.get(token);
    if (running !== undefined) return running;
    if (this.#inFlight.size >= MAX_IN_FLIGHT) {
      return Promise.reject(new StoreUnavailable("Too many tokens are being verified."));
    }
    const verifying = compactVerify(token, verificationKey, { algorithms: [TOKEN_ALGORITHM] })
      .then(() => true, refused)
      .finally(() => this.#inFlight.delete(token));
    this.#inFlight.set(token, verifying);
    return verifying;
  }
}

function refused(cause: unknown): false {
  if (cause instanceof errors.JOSEError) return false;
  throw cause;
}
