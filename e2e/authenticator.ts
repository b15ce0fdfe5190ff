import { Secret, TOTP } from "otpauth";

/** The code an authenticator app shows: now, or so many 30-second steps later. A step is accepted once, the next one early. */
export function codeOf(secret: string, stepsAhead = 0): string {
  const timestamp = Date.now() + stepsAhead * 30_000;
  return TOTP.generate({ secret: Secret.fromBase32(secret.replace(/\s/g, "")), timestamp });
}
