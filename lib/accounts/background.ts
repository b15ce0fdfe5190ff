import { reportFault } from "@/lib/actions/report-fault";
import type { RequestContext } from "@/lib/orgs/context";

const slot = Symbol.for("keyward.background");
const holder = globalThis as typeof globalThis & { [slot]?: Set<Promise<void>> };
holder[slot] ??= new Set();
const running = holder[slot];

/**
 * Starts work whose outcome must not show in the answer, not even by its time: whether an address has an account.
 * A failure is logged under the request ID.
 */
export function inBackground(ctx: Pick<RequestContext, "requestId">, work: () => Promise<void>): void {
  const job = work()
    .catch((error: unknown) => reportFault(ctx.requestId, error))
    .finally(() => running.delete(job));
  running.add(job);
}

/** Resolves once nothing runs in the background any more: for a graceful stop, and for tests. */
export async function backgroundIdle(): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}
