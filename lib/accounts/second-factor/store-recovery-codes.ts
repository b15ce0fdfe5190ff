import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { newRecoveryCodes, parseRecoveryCode, recoveryHash } from "./recovery-codes";

/** Gives the person a new set of recovery codes and keeps its hashes; every earlier code is worth nothing. */
export async function storeRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      id: newId("recoveryCode"),
      userId,
      codeHash: recoveryHash(userId, parseRecoveryCode(code) ?? code),
    })),
  });
  return codes;
}
