import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { importJWK } from "jose";
import { nodeDigest } from "@/lib/edge/adapters/node-crypto";
import { checkCall } from "@/lib/edge/check";
import type { EdgeDeps } from "@/lib/edge/decision";
import type { KeyEntry } from "@/lib/edge/ports";
import { callOf, depsOf, keyOf, NOON } from "@/lib/edge/testing/fixtures";
import type { TokenTrust } from "@/lib/edge/tokens/token-trust";
import { newId } from "@/lib/std/id";
import { TokenKey } from "@/lib/tokens/token-keys";
import { Verifier } from "@/lib/tokens/verifier";

export const ISSUER = "https://edge.example.test";
const SECONDS = NOON / 1000;

type Members = Record<string, unknown>;

/** A signing key of ours, the key entry its tokens stand for, and an edge that believes it; all parts are real. */
export type TokenWorld = {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly key: KeyEntry;
  readonly deps: EdgeDeps;
  readonly revoked: Set<string>;
  /** Signatures that were looked at. */
  verifications(): number;
  /** Secret IDs the store was asked for. */
  readonly asked: string[];
  header(over?: Members): Members;
  claims(over?: Members): Members;
  /** A token of any header and claims, as objects or as text, with a signature that is good for our key. */
  token(claims?: Members | string, header?: Members | string): string;
  /** What the edge says to a call with this token; `admitted` when it lets it through. */
  call(
    token: string,
    over?: { method?: string; target?: string; now?: number; ip?: string },
  ): Promise<string>;
};

export async function tokenWorld(key: Partial<KeyEntry> = {}): Promise<TokenWorld> {
  const kid = newId("tokenKey");
  const pair = generateKeyPairSync("ed25519");
  const { x = "" } = pair.publicKey.export({ format: "jwk" });
  const jwk = { kty: "OKP", crv: "Ed25519", x, kid, use: "sig", alg: "EdDSA" } as const;
  const row = { id: kid, sealed: new Uint8Array(), public_key: new Uint8Array(), retires_at: null };
  const tokenKey = new TokenKey(row, jwk, await importJWK(jwk, "EdDSA"));
  const verifier = new Verifier();
  const revoked = new Set<string>();
  let verifications = 0;
  const tokens: TokenTrust = {
    issuer: ISSUER,
    knows: (asked) => asked === kid,
    isRevoked: (id) => revoked.has(id),
    verify: (token) => {
      verifications += 1;
      return verifier.verify(token, tokenKey);
    },
  };
  const entry = keyOf({ keyId: newId("key"), secretId: newId("secret"), ...key });
  const asked: string[] = [];
  const deps: EdgeDeps = {
    ...depsOf({ peek: () => null, load: async () => null }),
    digest: nodeDigest,
    tokens,
    keysBySecretId: {
      peek: () => undefined,
      load: async (secretId) => {
        asked.push(secretId);
        return secretId === entry.secretId ? entry : null;
      },
    },
  };
  const header = (over: Members = {}) => ({ alg: "EdDSA", typ: "at+jwt", kid, ...over });
  const claims = (over: Members = {}) => ({
    iss: ISSUER,
    aud: ISSUER,
    sub: entry.keyId,
    client_id: entry.keyId,
    iat: SECONDS,
    exp: SECONDS + 900,
    jti: newId("token"),
    scope: "map:write",
    secret_id: entry.secretId,
    ...over,
  });
  let arrivedAt = 0;
  return {
    kid,
    ...pair,
    key: entry,
    deps,
    revoked,
    verifications: () => verifications,
    asked,
    header,
    claims,
    token: (given = claims(), top = header()) =>
      signed(top, given, (input) => sign(null, input, pair.privateKey)),
    call: async (token, { method = "GET", target = "/map/1", now = NOON, ip = "192.0.2.1" } = {}) => {
      arrivedAt += 1000;
      const call = callOf({ method, target, ip, arrivedAt, headers: ["Authorization", `Bearer ${token}`] });
      const verdict = await checkCall(call, deps, now);
      return verdict.kind === "refused" ? verdict.code : verdict.kind;
    },
  };
}

/** A compact JWS over any header and payload. */
export function signed(
  header: Members | string,
  payload: Members | string,
  signer: (input: Buffer) => Buffer,
): string {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${signer(Buffer.from(input)).toString("base64url")}`;
}

export function hs256(secret: string | Buffer): (input: Buffer) => Buffer {
  return (input) => createHmac("sha256", secret).update(input).digest();
}

function encoded(part: Members | string): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}
