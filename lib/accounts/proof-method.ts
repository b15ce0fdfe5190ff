import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";
import { oidcLabel } from "./oidc/settings";
import { hasSecondFactor } from "./second-factor/has";

/** What a person is asked for when they have to prove again who they are. */
export type ProofMethod = "password" | "code" | "provider";

/** A code by whoever has a second factor, else the password; without either, a new sign-in at the identity provider. */
export async function proofMethod({
  actor,
}: Pick<UserContext, "actor">): Promise<{ method: ProofMethod; provider: string | null }> {
  const provider = oidcLabel();
  if (await hasSecondFactor(actor.id)) return { method: "code", provider };
  const { passwordHash } = await db.user.findUniqueOrThrow({
    where: { id: actor.id },
    select: { passwordHash: true },
  });
  return { method: passwordHash === null ? "provider" : "password", provider };
}
