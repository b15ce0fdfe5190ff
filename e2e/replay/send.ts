import { setTimeout as sleep } from "node:timers/promises";
import { type Dispatcher, Pool } from "undici";
import { generateSecret } from "@/lib/edge/secret-format";
import type { MadeCall } from "./made-log";
import type { Cast } from "./world";

/** What became of one call, as who made it saw it. */
export type Answered = {
  readonly call: MadeCall;
  /** Start of the stretch it was made in, Unix milliseconds of the hosts' calendar. */
  readonly slotAt: number;
  readonly requestId: string;
  readonly status: number;
  readonly code: string;
  readonly bytes: number;
  readonly ms: number;
};

/** A call that was sent, and whose connection ended before an answer was whole. */
export type Cut = { readonly call: MadeCall; readonly attempt: number };

export type Pace = "as in the log" | "as fast as it goes";

const AT_ONCE = 32;
/** Nothing was listening, so that nothing was sent. */
const NOT_SENT = new Set(["ECONNREFUSED"]);
/** The host died, before it answered or while it did. */
const CUT_OFF = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);

/** Makes calls of a log at a host. */
export class Caller {
  readonly answered: Answered[] = [];
  /** Only where hosts are killed: made again until they are answered, each time as another call. */
  readonly cut: Cut[] = [];
  readonly #pool: Pool;
  readonly #cast: Cast;

  constructor(url: string, cast: Cast) {
    this.#pool = new Pool(url, { connections: AT_ONCE, pipelining: 1 });
    this.#cast = cast;
  }

  /** Makes the calls of one stretch; resolves when all are answered. */
  async makeAll(calls: readonly MadeCall[], slotAt: number, pace: Pace): Promise<void> {
    if (pace === "as fast as it goes") {
      const waiting = [...calls].reverse();
      const worker = async () => {
        for (let call = waiting.pop(); call !== undefined; call = waiting.pop())
          await this.#make(call, slotAt);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      return;
    }
    const began = performance.now();
    const underWay: Promise<void>[] = [];
    for (const call of calls) {
      const early = call.afterMs - (performance.now() - began);
      if (early > 1) await sleep(early);
      underWay.push(this.#make(call, slotAt));
    }
    await Promise.all(underWay);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #make(call: MadeCall, slotAt: number): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const began = performance.now();
      try {
        const {
          statusCode: status,
          headers,
          body,
        } = await this.#pool.request(this.#requestOf(call, attempt));
        const bytes = Buffer.from(await body.arrayBuffer());
        const isOurs = String(headers["content-type"]).startsWith("application/problem+json");
        this.answered.push({
          call,
          slotAt,
          requestId: String(headers["x-request-id"]),
          status,
          code: isOurs ? (JSON.parse(bytes.toString()) as { code: string }).code : "",
          bytes: bytes.length,
          ms: performance.now() - began,
        });
        return;
      } catch (error) {
        const cause = error instanceof Error && "code" in error ? String(error.code) : String(error);
        if (CUT_OFF.has(cause)) this.cut.push({ call, attempt });
        else if (!NOT_SENT.has(cause)) throw error;
        await sleep(20);
      }
    }
  }

  #requestOf(call: MadeCall, attempt: number): Dispatcher.RequestOptions {
    const { method, path, id, bodyBytes, origin, agent, address } = call;
    return {
      method,
      path: `${path}${id}-${attempt}`,
      headers: {
        "user-agent": agent[0],
        "x-forwarded-for": address,
        ...(origin !== null && { origin }),
        ...this.#credentialOf(call),
      },
      ...(bodyBytes > 0 && { body: Buffer.alloc(bodyBytes, "b") }),
    };
  }

  #credentialOf({ credential, key }: MadeCall): Record<string, string> {
    const secret = this.#cast.keyOf(key ?? 0).plaintext;
    switch (credential) {
      case "key":
        return { "x-api-key": secret };
      case "unknown":
        return { "x-api-key": generateSecret() };
      case "unsound":
        return { "x-api-key": `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}` };
      case "two":
        return { "x-api-key": secret, "tomtom-api-key": secret };
      case "none":
        return {};
    }
  }
}
