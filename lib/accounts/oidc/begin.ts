import type { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";
import type { UserContext } from "@/lib/orgs/context";
import { proofMethod } from "../proof-method";
import type { GoToProviderInput } from "../schemas";
import { requireProof } from "../step-up";
import type { Intent } from "./intent";
import { oidcSettings } from "./settings";

/**
 * What a signed-in person is sent to the provider for. Connecting takes a proof, since it opens another way in; proving
 * there is for people who have neither a second factor nor a password.
 * @throws {DomainError} `not_found` when no provider is configured; `step_up_required`; `forbidden`.
 */
export async function beginAtProvider(
  ctx: UserContext,
  { intent, back }: z.output<typeof GoToProviderInput>,
): Promise<Intent> {
  if (intent === "prove" && (await proofMethod(ctx)).method !== "provider") {
    throw new DomainError("forbidden", {
      message: "Confirm with your password, or with a code of your app.",
    });
  }
  if (oidcSettings() === null) throw new DomainError("not_found");
  if (intent === "connect") await requireProof(ctx, { signInCounts: true });
  return { intent, session: ctx.sessionId, askedAt: ctx.now.getTime(), back };
}
