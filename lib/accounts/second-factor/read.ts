import { db } from "@/lib/db/client";
import type { UserContext } from "@/lib/orgs/context";

export type SecondFactorState = {
  /** When it was turned on, ISO 8601; null: it is off. */
  since: string | null;
  recoveryCodesLeft: number;
  /** Whether turning it off takes a password, too. */
  hasPassword: boolean;
  /** Names of the person's organizations that ask for one. */
  requiredBy: { slug: string; name: string }[];
};

/** How the person's second factor stands. */
export async function readSecondFactor({ actor }: Pick<UserContext, "actor">): Promise<SecondFactorState> {
  const [person, left] = await Promise.all([
    db.user.findUniqueOrThrow({
      where: { id: actor.id },
      select: {
        passwordHash: true,
        secondFactor: { select: { confirmedAt: true } },
        memberships: {
          where: { org: { requireSecondFactor: true } },
          select: { org: { select: { slug: true, name: true } } },
          orderBy: { org: { name: "asc" } },
        },
      },
    }),
    db.recoveryCode.count({ where: { userId: actor.id, usedAt: null } }),
  ]);
  return {
    since: person.secondFactor?.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: left,
    hasPassword: person.passwordHash !== null,
    requiredBy: person.memberships.map(({ org }) => org),
  };
}
