import type { UserContext } from "@/lib/orgs/context";
import { hasSecondFactor } from "./second-factor/has";

/** What a person is asked for when they have to prove again who they are. */
export type ProofMethod = "password" | "code";

/** A code by whoever has a second factor, else the password. */
export async function proofMethod({ actor }: Pick<UserContext, "actor">): Promise<ProofMethod> {
  return (await hasSecondFactor(actor.id)) ? "code" : "password";
}
