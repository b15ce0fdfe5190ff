import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Connections opened at once. */
const BATCH = 250;

/** What a besieging connection does; each in its own way it wants to stay for ever. */
export type Way = "idle-upgrade" | "slow-head" | "slow-body";

export type Besieger = {
  readonly way: Way;
  readonly socket: Socket;
  /** What it was sent so far. */
  answer: string;
  isClosed: boolean;
};

/**
 * Many clients that take up a connection each and do next to nothing with it: upgrades that are asked for and left alone,
 * heads and bodies that arrive byte by byte.
 */
export class Siege {
  readonly besiegers: Besieger[] = [];
  readonly #drip: NodeJS.Timeout;

  private constructor() {
    this.#drip = setInterval(() => {
      for (const { way, socket, isClosed } of this.besiegers) {
        if (way !== "idle-upgrade" && !isClosed && socket.writable) socket.write("a");
      }
    }, 1_000);
  }

  /** Resolves when so many connections are open. A third each way; bodies come with this key. */
  static async lay(port: number, count: number, secret: string): Promise<Siege> {
    const siege = new Siege();
    const ways: readonly Way[] = ["idle-upgrade", "slow-head", "slow-body"];
    for (let at = 0; at < count; at += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - at) }, (_, one) =>
        siege.#open(port, ways[(at + one) % ways.length] ?? "slow-head", secret),
      );
      await Promise.all(batch);
    }
    return siege;
  }

  of(way: Way): Besieger[] {
    return this.besiegers.filter((besieger) => besieger.way === way);
  }

  lift(): void {
    clearInterval(this.#drip);
    for (const { socket } of this.besiegers) socket.destroy();
  }

  #open(port: number, way: Way, secret: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(headOf(way, secret));
        resolve();
      });
      const besieger: Besieger = { way, socket, answer: "", isClosed: false };
      socket.on("data", (chunk) => {
        besieger.answer += chunk.toString("latin1");
      });
      socket.on("error", reject);
      socket.on("close", () => {
        besieger.isClosed = true;
      });
      this.besiegers.push(besieger);
    });
  }
}

function headOf(way: Way, secret: string): string {
  const host = "Host: localhost\r\n";
  if (way === "idle-upgrade") {
    return `GET /witness/siege HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  }
  if (way === "slow-head") return `GET /witness/siege HTTP/1.1\r\n${host}X-Slow: `;
  return `POST /witness/siege HTTP/1.1\r\n${host}X-API-Key: ${secret}\r\nContent-Length: 100000\r\n\r\n`;
}

/** How long calls of this key take, in milliseconds; one after the other on connections that are kept. */
export async function latencies(url: string, secret: string, calls: number): Promise<number[]> {
  const taken: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const began = performance.now();
    const answer = await fetch(url, {
      headers: { "x-api-key": secret },
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`A call was answered ${answer.status}.`);
    taken.push(performance.now() - began);
  }
  return taken;
}

/** Resident memory of a process, in MB. */
export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}

/** Waits until it is so; answers whether it became so within that time. */
export async function waitUntil(isSo: () => boolean, withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await sleep(50)) if (isSo()) return true;
  return isSo();
}
