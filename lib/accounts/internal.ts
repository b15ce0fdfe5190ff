import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import type { RequestContext, UserActor } from "@/lib/orgs/context";
import { addressGroup } from "./address-group";
import { type Bucket, bucketOf } from "./throttle";
import { ACCOUNT, ADDRESS, DEVICE } from "./throttle-curve";

/** Failed sign-ins for this address by browsers it does not know, whether or not there is such an account. */
export function accountBucket(email: string): Bucket<typeof ACCOUNT> {
  return bucketOf("sign-in/account", email, ACCOUNT);
}

/** Failed sign-ins from one known browser of one person. */
export function deviceBucket(hash: Buffer): Bucket<typeof DEVICE> {
  return bucketOf("sign-in/device", hash.toString("base64url"), DEVICE);
}

/** Failed sign-ins from one network address; none when the host told us no address. */
export function addressBucket(ctx: Pick<RequestContext, "ip">): Bucket[] {
  const group = addressGroup(ctx.ip);
  return group === null ? [] : [bucketOf("sign-in/address", group, ADDRESS)];
}

/** What a password must not be made of. */
export function personalWords(person: { email: string; name: string }): string[] {
  return [person.email, person.name, "Keyward", env().PROVIDER_NAME];
}

/** The context of somebody who has just proved who they are, for the audit row. */
export function actingAs<Ctx extends RequestContext>(
  ctx: Ctx,
  { id, name, email }: { id: string; name: string; email: string },
): Ctx & { actor: UserActor } {
  return { ...ctx, actor: { type: "user", id, name, email } };
}

/** Ends every live session that matches; answers how many there were. */
export async function endSessions(
  tx: Tx,
  where: Prisma.SessionWhereInput,
  { reason, now }: { reason: string; now: Date },
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...where, endedAt: null },
    data: { endedAt: now, endReason: reason },
  });
  return count;
}

/** Sessions that have shown the second factor, or whose person has none. */
export const HAS_SHOWN_FACTOR = {
  OR: [
    { secondFactorAt: { not: null } },
    { user: { secondFactor: { is: null } } },
    { user: { secondFactor: { is: { confirmedAt: null } } } },
  ],
} satisfies Prisma.SessionWhereInput;
