import type { RequestContext } from "@/lib/orgs/context";
import { deviceHash, distrustDevice, isKnownDevice } from "./device";
import { accountBucket, addressBucket, deviceBucket } from "./internal";
import { type Bucket, chargeAttempt, clearThrottle, countFailures, refundAttempt } from "./throttle";

/** What a try to sign in is counted against. */
export type SignInBuckets = { device: Buffer; isKnown: boolean; buckets: readonly Bucket[] };

/** A browser the person has signed in from counts for itself; every other one for its address and for the account. */
export async function signInBuckets(
  ctx: Pick<RequestContext, "ip">,
  { email, userId, deviceToken }: { email: string; userId: string; deviceToken: string },
): Promise<SignInBuckets> {
  const device = deviceHash(deviceToken, userId);
  const isKnown = await isKnownDevice(device);
  const buckets = isKnown ? [deviceBucket(device)] : [...addressBucket(ctx), accountBucket(email)];
  return { device, isKnown, buckets };
}

/** Charges in order; a refusal by a later bucket leaves the earlier ones charged, since the attempt was made. */
export async function chargeAll(buckets: readonly Bucket[], now: Date): Promise<void> {
  for (const bucket of buckets) await chargeAttempt(bucket, now);
}

/** The own bucket starts anew. The address only gets this attempt back: others behind it may still be guessing. */
export async function forgive(buckets: readonly Bucket[], now: Date): Promise<void> {
  const own = buckets.at(-1);
  for (const bucket of buckets) {
    if (bucket === own) await clearThrottle(bucket);
    else await refundAttempt(bucket, now);
  }
}

/** A known browser that has failed too often is a stranger from then on. */
export async function distrustWhenSpent(device: Buffer, now: Date): Promise<void> {
  const bucket = deviceBucket(device);
  const failures = await countFailures(bucket, now);
  if (failures < bucket.curve.closedAfter) return;
  await distrustDevice(device);
  await clearThrottle(bucket);
}
