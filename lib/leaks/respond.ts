import { asOneTransaction } from "@/lib/db/transaction";
import { disableKey } from "@/lib/keys/disable";
import { finishRotation } from "@/lib/keys/finish-rotation";
import { markKeyLeaked } from "@/lib/keys/mark-leaked";
import { rotateKey } from "@/lib/keys/rotate";
import type { Permission } from "@/lib/members/permissions";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { restrictToAddresses } from "./restrict-to";
import type { LeakResponse, RespondInput } from "./schemas";
import { LEAK_OVERLAP_HOURS } from "./terms";

const PERMISSION_FOR = {
  disable: "keys:disable",
  rotate: "keys:rotate",
  finish: "keys:rotate",
  restrict: "keys:edit",
  note: "leaks:report",
} as const satisfies Record<LeakResponse, Permission>;

/** What a response gave: only a rotation gives a secret, in clear, here and nowhere else. `endsAt` is ISO 8601. */
export type Responded = { secret: string | null; endsAt: string | null };

/**
 * Reports a leak and does one thing about it: `disable` refuses every call from now on, `rotate` gives a new secret while the
 * old one works on for an hour, `finish` ends the secret that is being replaced, `restrict` leaves the key to the addresses
 * listed, `note` changes nothing.
 *
 * Report and response are one: when either is refused, nothing has happened. Each has its own row in the audit log, with the
 * note as its reason.
 * @throws {DomainError} `not_found`, `forbidden`, and whatever the verb of the response is refused for.
 */
export async function respondToLeak(ctx: OrgContext, input: RespondInput): Promise<Responded> {
  requirePermission(ctx, PERMISSION_FOR[input.response], true);
  const { keyId, secretIds, note } = input;
  return asOneTransaction(async () => {
    await markKeyLeaked(ctx, { keyId, secretIds, note });
    return act(ctx, input);
  });
}

async function act(ctx: OrgContext, input: RespondInput): Promise<Responded> {
  const { keyId, note } = input;
  const reason = note === "" ? "Leaked." : `Leaked. ${note}`.slice(0, 500).toWellFormed();
  const ref = { keyId, version: null, reason };
  switch (input.response) {
    case "disable":
      await disableKey(ctx, ref);
      return NOTHING_TO_COPY;
    case "rotate": {
      const { secret, retiring } = await rotateKey(ctx, {
        ...ref,
        overlapSeconds: LEAK_OVERLAP_HOURS * 3600,
        startAtFirstUse: false,
        endRetiringNow: input.endRetiringNow,
      });
      return { secret, endsAt: retiring?.endsAt ?? null };
    }
    case "finish":
      await finishRotation(ctx, ref);
      return NOTHING_TO_COPY;
    case "restrict":
      await restrictToAddresses(ctx, { keyId, allow: input.allow, note: reason });
      return NOTHING_TO_COPY;
    case "note":
      return NOTHING_TO_COPY;
  }
}

const NOTHING_TO_COPY: Responded = { secret: null, endsAt: null };
