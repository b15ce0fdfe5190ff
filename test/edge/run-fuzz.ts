import fc from "fast-check";
import { readAnswer } from "./answer";
import { exchange } from "./client";
import { fillIn } from "./fill-in";
import { type FuzzCall, fuzzCall } from "./fuzz";
import type { StartedHost } from "./world";

/** No call may take longer, whatever it is. */
const SLOWEST_MS = 5_000;
const SEED = 20_261_122;
const AT_ONCE = 32;

export type FuzzReport = {
  readonly calls: number;
  /** Calls by the status they got; 0 where the connection closed without an answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What must not happen: our own 5xx, an answer that is none, a secret that came back, a call that took too long. */
  readonly faults: readonly string[];
};

/** Sends that many calls, the same each time, several at once, each on a connection of its own. */
export async function runFuzz(host: StartedHost, calls: number): Promise<FuzzReport> {
  const cast = { ...host.cast };
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  let done = 0;
  // A stream of samples instead of one big array, so that 100,000 cost no memory here.
  const stream = samples(calls);
  const worker = async () => {
    for (const call of stream) {
      const started = performance.now();
      const { status, fault } = await send(call, host, cast).catch((error: unknown) => ({
        status: -1,
        fault: String(error),
      }));
      const tookMs = performance.now() - started;
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (fault !== undefined) faults.push(`${fault}: ${JSON.stringify(call).slice(0, 500)}`);
      if (tookMs > SLOWEST_MS)
        faults.push(`took ${Math.round(tookMs)} ms: ${JSON.stringify(call).slice(0, 500)}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { calls: done, statuses, faults };
}

function* samples(calls: number): Generator<FuzzCall, void> {
  const batch = 500;
  for (let at = 0; at < calls; at += batch) {
    yield* fc.sample(fuzzCall, { seed: SEED + at, numRuns: Math.min(batch, calls - at) });
  }
}

async function send(
  call: FuzzCall,
  host: StartedHost,
  cast: StartedHost["cast"],
): Promise<{ status: number; fault?: string }> {
  const own = [`Host: localhost:${host.port}`, "Connection: close"];
  const fields = call.fields.some((field) => /^host:/i.test(field)) ? own.slice(1) : own;
  const head = fill([call.line, ...fields, ...call.fields, "", ""].join("\r\n"), cast);
  const wire = await exchange({
    port: host.port,
    head: Buffer.from(head, "latin1"),
    body: Buffer.from(call.body, "latin1"),
    waitsForContinue: false,
    // Of a request without its end nobody knows that no more will come.
    endsAfterMs: 300,
  });
  const answer = readAnswer(wire, 0, call.line.startsWith("HEAD "));
  const isOfApp = answer.rawHeaders.some((name) => /^x-frame-options$/i.test(name));
  if (answer.status >= 500 && !isOfApp) return { status: answer.status, fault: `a ${answer.status} of ours` };
  if (answer.status === -1) return { status: answer.status, fault: "no HTTP" };
  for (const { secret } of Object.values(cast)) {
    if (wire.includes(secret)) return { status: answer.status, fault: "a secret came back" };
  }
  return { status: answer.status };
}

/** Only our own placeholders: the noise holds braces, too. */
function fill(text: string, cast: StartedHost["cast"]): string {
  return text.replace(/\{active\.(?:flipped|upper|head)\}/g, (placeholder) => fillIn(placeholder, cast));
}
