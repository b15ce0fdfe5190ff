import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import type { UserContext } from "@/lib/orgs/context";
import type { CodeInput } from "../schemas";
import { storeRecoveryCodes } from "./store-recovery-codes";
import { withCode } from "./with-code";

/**
 * A new set of recovery codes for whoever shows a code; the earlier set is worth nothing.
 * @returns The codes, in clear here and nowhere else.
 * @throws {DomainError} `invalid_input` on `code`; `too_many_attempts`.
 */
export async function renewRecoveryCodes(
  ctx: UserContext,
  { code }: z.output<typeof CodeInput>,
): Promise<{ recoveryCodes: string[] }> {
  const { actor } = ctx;
  const recoveryCodes = await withCode(ctx, { person: actor, code, field: "code" }, async (tx) => {
    await emitAudit(tx, ctx, {
      action: "account.recovery_codes_renewed",
      targetType: "user",
      targetId: actor.id,
    });
    return storeRecoveryCodes(tx, actor.id);
  });
  return { recoveryCodes };
}
