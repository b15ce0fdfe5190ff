import type { Hits } from "@/lib/support/search";
import { supportHref } from "./support-href";

/** Where the only thing that was found is shown; `null` when there is a choice, nothing, or a person to tell of. */
export function onlyHit(hits: Hits, ticket: string): string | null {
  const { keys, orgs, people, invites, calls, missing } = hits;
  const all = keys.length + orgs.length + people.length + invites.length + calls.length;
  if (all !== 1 || missing > 0) return null;
  const [key, org, call] = [keys[0], orgs[0], calls[0]];
  if (key) return supportHref("keys", key.keyId, ticket, key.secret ? { secret: key.secret.id } : {});
  if (org) return supportHref("orgs", org.id, ticket);
  return call ? supportHref("calls", call.requestId, ticket) : null;
}
