import { requireProof } from "@/lib/accounts/step-up";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { rotateTokenKeys } from "@/lib/tokens/rotate";
import type { RotateSigningKeyInput } from "./schemas";

/**
 * Replaces the key that signs access tokens, as an operator. Ending all tokens at once takes a proof of who acts: programs of
 * every customer have to ask for new ones.
 * @throws {DomainError} `forbidden`; `step_up_required`; `conflict` while tokens of the rotation before may still live.
 */
export async function rotateSigningKey(
  ctx: StaffContext,
  { endsAll, reason }: RotateSigningKeyInput,
): Promise<{ kid: string }> {
  requireStaff(ctx, "settings:manage");
  if (endsAll) await requireProof({ ...ctx, sessionId: ctx.sessionId ?? "" });
  const { requestId, ip, userAgent, now, actor } = ctx;
  return rotateTokenKeys({ requestId, ip, userAgent, now, actor }, { endsAll, reason });
}
