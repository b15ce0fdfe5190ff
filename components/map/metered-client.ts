export type Traffic = {
  /** Answers that came back, whatever they said. */
  readonly calls: number;
  readonly refused: number;
  /** No answer at all. */
  readonly failed: number;
  /** The latest refusal's code and title. */
  readonly lastRefusal: { readonly code: string; readonly title: string } | null;
};

const MOST_TRIES = 4;
const LONGEST_WAIT_SECONDS = 30;

/** The edge said no, and coming back would not help. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
}

type Deps = {
  fetch: typeof fetch;
  /** Resolves after `ms`, or rejects at once when the signal fires. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Makes calls with one secret and counts what comes of them. A 429 is tried again after its `Retry-After`, up to four
 * times in all. The secret is held here and nowhere else, until the page drops the client.
 */
export class MeteredClient {
  readonly #secret: string;
  readonly #deps: Deps;
  readonly #listeners = new Set<() => void>();
  #traffic: Traffic = { calls: 0, refused: 0, failed: 0, lastRefusal: null };

  constructor(secret: string, deps: Deps = { fetch: (...args) => fetch(...args), sleep }) {
    this.#secret = secret;
    this.#deps = deps;
  }

  readonly traffic = (): Traffic => this.#traffic;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * @param path Path and query on this host.
   * @throws {CallRefused} With the edge's words. An abort or a broken line is thrown as `fetch` throws it.
   */
  async get(path: string, signal: AbortSignal): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const response = await this.#call(path, signal);
      if (response.ok) {
        this.#note({ calls: this.#traffic.calls + 1 });
        return response;
      }
      const refusal = await refusalOf(response);
      this.#note({
        calls: this.#traffic.calls + 1,
        refused: this.#traffic.refused + 1,
        lastRefusal: refusal,
      });
      if (response.status !== 429 || tries === MOST_TRIES) throw new CallRefused(refusal.title);
      await this.#deps.sleep(waitMs(response), signal);
    }
  }

  async #call(path: string, signal: AbortSignal): Promise<Response> {
    try {
      // Asked again each time, so that every tile on the screen is a call the edge has seen.
      return await this.#deps.fetch(path, {
        headers: { "X-API-Key": this.#secret },
        cache: "no-cache",
        credentials: "omit",
        signal,
      });
    } catch (error) {
      if (!signal.aborted) this.#note({ failed: this.#traffic.failed + 1 });
      throw error;
    }
  }

  #note(change: Partial<Traffic>): void {
    this.#traffic = { ...this.#traffic, ...change };
    for (const tell of this.#listeners) tell();
  }
}

async function refusalOf(response: Response): Promise<{ code: string; title: string }> {
  const text = await response.text();
  try {
    const { Problem } = await import("@/components/first-call/problem");
    return Problem.pick({ code: true, title: true }).parse(JSON.parse(text));
  } catch {
    return { code: "", title: `${response.status} ${response.statusText}`.trim() };
  }
}

function waitMs(response: Response): number {
  const seconds = Number(response.headers.get("Retry-After"));
  return Math.min(Math.max(1, Number.isFinite(seconds) ? seconds : 1), LONGEST_WAIT_SECONDS) * 1000;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
