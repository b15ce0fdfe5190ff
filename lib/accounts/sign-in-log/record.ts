import { db, type Tx } from "@/lib/db/client";
import type { RequestContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { inBackground } from "../background";

/** What was shown. */
export type SignInMethod = "password" | "code" | "recovery_code" | "provider";

/** `code_asked`: the password or the provider's word was right, and a code of the second factor was asked for. */
export type SignInOutcome = "signed_in" | "code_asked" | "refused";

type Attempt = { userId: string; outcome: SignInOutcome; method: SignInMethod };

/** Adds a step of a sign-in to the person's log, in the step's own transaction. */
export async function recordSignIn(client: Pick<Tx, "signInAttempt">, ctx: RequestContext, attempt: Attempt) {
  const { now, ip, userAgent } = ctx;
  await client.signInAttempt.create({
    data: { id: newId("signInAttempt"), at: now, ip, userAgent, ...attempt },
    select: { id: true },
  });
}

/** The same for a refusal: after the answer, whose time must not tell that there is such an account. */
export function recordRefusal(ctx: RequestContext, attempt: Omit<Attempt, "outcome">): void {
  inBackground(ctx, () => recordSignIn(db, ctx, { ...attempt, outcome: "refused" }));
}
