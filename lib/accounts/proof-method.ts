import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";

/** What a person is asked for when they have to prove again who they are. */
export type ProofMethod = "password" | "code";

/** A code by whoever has a second factor, else the password. */
export async function proofMethod({ actor }: Pick<UserContext, "actor">): Promise<ProofMethod> {
  const { secondFactor } = await db.user.findUniqueOrThrow({
    where: { id: actor.id },
    select: { secondFactor: { select: { confirmedAt: true } } },
  });
  return secondFactor?.confirmedAt ? "code" : "password";
}
