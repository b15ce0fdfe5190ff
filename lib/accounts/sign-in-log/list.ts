import { z } from "zod";
import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";
import type { SignInMethod, SignInOutcome } from "./record";

export type SignInItem = {
  id: string;
  /** ISO 8601. */
  at: string;
  outcome: SignInOutcome;
  method: SignInMethod;
  ip: string;
  userAgent: string;
};

const LISTED = 50;

const Outcome = z.enum(["signed_in", "code_asked", "refused"]);
const Method = z.enum(["password", "code", "recovery_code", "provider"]);

/** The latest 50 tries to sign in to the person's account, newest first. */
export async function listSignIns({ actor }: Pick<UserContext, "actor">): Promise<SignInItem[]> {
  const rows = await db.signInAttempt.findMany({
    where: { userId: actor.id },
    select: { id: true, at: true, outcome: true, method: true, ip: true, userAgent: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: LISTED,
  });
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    outcome: Outcome.parse(row.outcome),
    method: Method.parse(row.method),
  }));
}
