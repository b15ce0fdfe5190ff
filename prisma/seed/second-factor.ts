import { newTotpSecret, toBase32 } from "@/lib/accounts/second-factor/totp";
import { db } from "@/lib/db/client";
import { secondFactorAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";

/** A second factor that was set up long ago, without recovery codes. Returns its secret as an app takes it. */
export async function seedSecondFactor(userId: string, confirmedAt: Date): Promise<string> {
  const secret = newTotpSecret();
  await db.secondFactor.create({
    data: {
      userId,
      sealed: seal(masterKeyring(), secret, secondFactorAad(userId)),
      createdAt: confirmedAt,
      confirmedAt,
    },
    select: { userId: true },
  });
  return toBase32(secret);
}
