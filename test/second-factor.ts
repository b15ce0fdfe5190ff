import { Secret, TOTP } from "otpauth";
import { beginSecondFactor } from "@/lib/accounts/second-factor/begin";
import { confirmSecondFactor } from "@/lib/accounts/second-factor/confirm";
import type { UserContext } from "@/lib/orgs/context";

/** The code an app with this secret shows at this moment. */
export function codeAt(secret: string, now: Date): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now.getTime() });
}

/** Sets a second factor up as a person does; the code of the present step is used up by that. */
export async function setUpFactor(ctx: UserContext): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await beginSecondFactor(ctx);
  const { recoveryCodes } = await confirmSecondFactor(ctx, { code: codeAt(secret, ctx.now) });
  return { secret, recoveryCodes };
}
