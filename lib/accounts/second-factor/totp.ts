import { Secret, TOTP } from "otpauth";

/** What every authenticator app understands: RFC 6238 with its defaults. */
const TERMS = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** How long a code lasts, milliseconds. */
export const CODE_MS = TERMS.period * 1000;

const SECRET_BYTES = 20;

/** Steps before and after the present one whose codes are taken: clocks of phones, and people who type slowly. */
const WINDOW_STEPS = 1;

/** A new shared secret: 160 bits, the length RFC 4226 recommends. */
export function newTotpSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** The secret as people type it into an app: base32, 32 characters. */
export function toBase32(secret: Uint8Array): string {
  return secretOf(secret).base32;
}

/** The `otpauth:` address an app reads from a QR code. `issuer` is the provider's name, `account` the person's address. */
export function setUpUri(
  secret: Uint8Array,
  { issuer, account }: { issuer: string; account: string },
): string {
  return new TOTP({ ...TERMS, secret: secretOf(secret), issuer, label: account }).toString();
}

/**
 * The time step of which `code` is the code, if it is that of the present 30 seconds, the ones before or the ones after;
 * else null. Compared in constant time. Whether the step was used before is the caller's to know.
 */
export function stepOf(secret: Uint8Array, code: string, now: Date): bigint | null {
  // The library throws at characters of more than one byte.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...TERMS,
    token: code,
    secret: secretOf(secret),
    timestamp,
    window: WINDOW_STEPS,
  });
  return delta === null ? null : BigInt(TOTP.counter({ period: TERMS.period, timestamp }) + delta);
}

/** The code an app shows at `now`. @param secret As `toBase32` gives it. */
export function currentCode(secret: string, now: Date): string {
  return TOTP.generate({ ...TERMS, secret: Secret.fromBase32(secret), timestamp: now.getTime() });
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
