import { db } from "@/lib/db/client";

/** Whether signing in as this person takes a code. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  const factor = await db.secondFactor.findFirst({
    where: { userId, confirmedAt: { not: null } },
    select: { userId: true },
  });
  return factor !== null;
}
