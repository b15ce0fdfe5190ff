import { isId } from "../../std/id";
import { decodeAsciiBase64url, decodeBase64url } from "./base64url";
import { type FlatObject, parseFlatObject } from "./flat-object";
import { parseScope, type Scope } from "./scope";

/** The longest life of a token, seconds. */
export const TOKEN_MAX_SECONDS = 900;

/** Longer ones are not looked at. A key of 50 products with names of 60 characters stays below. */
export const TOKEN_MAX_LENGTH = 8192;

/** How far a token's start may lie ahead of our clock: two of our own machines never differ by more. */
export const ISSUED_AHEAD_MAX_MS = 30_000;

/** `typ` of RFC 9068. */
export const TOKEN_TYPE = "at+jwt";
export const TOKEN_ALGORITHM = "EdDSA";

/** What a token says. Nothing of it is true before its signature is verified. */
export type TokenClaims = {
  /** `jti`. */
  readonly id: string;
  /** Names the signing key. */
  readonly kid: string;
  readonly keyId: string;
  readonly secretId: string;
  readonly scope: Scope;
  /** Unix milliseconds; the token is believed before, not at, this moment. */
  readonly expiresAt: number;
  readonly issuedAt: number;
};

const HEADER_NAMES: ReadonlySet<string> = new Set(["alg", "typ", "kid"]);
const CLAIM_NAMES: ReadonlySet<string> = new Set([
  "iss",
  "aud",
  "sub",
  "client_id",
  "iat",
  "exp",
  "jti",
  "scope",
  "secret_id",
]);

const SIGNATURE_BYTES = 64;

/**
 * Reads a token of exactly the kind we mint (RFC 9068, EdDSA); null for any other.
 *
 * A header or claim beyond those we write is refused, not ignored: it could be a condition (`crit`, `nbf`, `cnf`) or
 * a way to bring one's own key (`jwk`, `jku`, `x5u`). Looks at neither the signature's truth nor the end of the token.
 *
 * @param issuer What `iss` and `aud` must be, character by character.
 * @param now Unix time, milliseconds.
 */
export function parseToken(token: string, issuer: string, now: number): TokenClaims | null {
  if (token.length > TOKEN_MAX_LENGTH) return null;
  const [header = "", payload = "", signature = "", ...more] = token.split(".", 4);
  if (more.length > 0 || signature.length !== Math.ceil((SIGNATURE_BYTES * 4) / 3)) return null;
  const kid = readHeader(header);
  if (kid === null || decodeBase64url(signature) === null) return null;
  return readClaims(payload, kid, issuer, now);
}

function readHeader(encoded: string): string | null {
  const header = membersOf(encoded, HEADER_NAMES);
  if (header?.get("alg") !== TOKEN_ALGORITHM || header.get("typ") !== TOKEN_TYPE) return null;
  return idOf(header, "kid", "tokenKey");
}

function readClaims(encoded: string, kid: string, issuer: string, now: number): TokenClaims | null {
  const claims = membersOf(encoded, CLAIM_NAMES);
  if (claims === null || claims.get("iss") !== issuer || claims.get("aud") !== issuer) return null;
  const keyId = idOf(claims, "sub", "key");
  const secretId = idOf(claims, "secret_id", "secret");
  const id = idOf(claims, "jti", "token");
  const words = claims.get("scope");
  const scope = typeof words === "string" ? parseScope(words) : null;
  if (keyId === null || claims.get("client_id") !== keyId) return null;
  if (secretId === null || id === null || scope === null) return null;
  const issued = claims.get("iat");
  const expires = claims.get("exp");
  if (typeof issued !== "number" || typeof expires !== "number") return null;
  if (expires <= issued || expires - issued > TOKEN_MAX_SECONDS) return null;
  if (issued * 1000 > now + ISSUED_AHEAD_MAX_MS) return null;
  return { id, kid, keyId, secretId, scope, expiresAt: expires * 1000, issuedAt: issued * 1000 };
}

/** Exactly the members named, each once. */
function membersOf(encoded: string, names: ReadonlySet<string>): FlatObject | null {
  const text = decodeAsciiBase64url(encoded);
  const members = text === null ? null : parseFlatObject(text);
  if (members === null || members.size !== names.size) return null;
  for (const name of members.keys()) if (!names.has(name)) return null;
  return members;
}

function idOf(
  members: FlatObject,
  name: string,
  kind: "key" | "secret" | "token" | "tokenKey",
): string | null {
  const value = members.get(name);
  return typeof value === "string" && isId(kind, value) ? value : null;
}
