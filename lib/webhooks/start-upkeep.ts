import { startChore } from "@/lib/logging/chore";
import { deliverDue } from "./deliver-due";
import { pruneEvents } from "./prune";

const HEALTHY_EVERY_MS = 1_000;
const FAILING_EVERY_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Starts what webhooks need: what happened is sent within a second or two, to receivers that fail as their pauses say, and
 * what is old is forgotten.
 *
 * Belongs to the dashboard's process, which holds the master key that opens the webhooks' secrets. While the database is away
 * nothing happens; the next run tries again. Returns the way to stop, which waits for tries under way.
 */
export function startWebhookUpkeep(): () => Promise<void> {
  const send = () => startChore(HEALTHY_EVERY_MS, "sending webhooks", () => deliverDue("healthy"));
  const chores = [
    // Two: a receiver that hangs for the first time holds up one of them for 15 seconds.
    send(),
    send(),
    startChore(FAILING_EVERY_MS, "sending failed webhooks again", () => deliverDue("failing")),
    startChore(PRUNE_EVERY_MS, "forgetting old events", () => pruneEvents(new Date())),
  ];
  return async () => {
    await Promise.all(chores.map((stop) => stop()));
  };
}
