import type { Call, EdgeDeps } from "../decision";
import { RawHeaders } from "../headers";
import { MemoryCounters } from "../limits/memory-counters";
import { LookupGuard } from "../lookup-guard";
import { NewSecrets } from "../new-secrets";
import { compileRouter } from "../paths";
import type { KeyEntry, KeyStore, OrgEntry, ProductEntry } from "../ports";
import { QpsLimiter } from "../qps-limiter";
import type { TokenTrust } from "../tokens/token-trust";
import { VerifiedTokens } from "../tokens/verified-tokens";

/** A moment all tests of the core agree on, 2026-11-22T12:00:00Z. */
export const NOON = 1_795_348_800_000;

export function orgOf(over: Partial<OrgEntry> = {}): OrgEntry {
  return { orgId: "org_a", suspendedAt: null, limits: [], staleIfErrorSeconds: 900, ...over };
}

/** A key that may do everything the fixture product offers. */
export function keyOf(over: Partial<KeyEntry> = {}): KeyEntry {
  return {
    keyId: "key_a",
    orgId: "org_a",
    secretId: "sec_a",
    secretStatus: "current",
    retiresAt: null,
    rotatedAt: null,
    isInRotation: false,
    disabledAt: null,
    validFrom: null,
    expiresAt: null,
    access: "write",
    allowQueryKey: true,
    productIds: ["prd_map"],
    classIds: null,
    restrictions: [],
    limits: [],
    billingType: "paying",
    org: orgOf(),
    ...over,
  };
}

export function productOf(over: Partial<ProductEntry> = {}): ProductEntry {
  return {
    id: "prd_map",
    slug: "map",
    name: "Map Display",
    refusalStyle: "problem",
    bodyLimitBytes: 1000,
    allowWebsocket: false,
    answerHeaders: [],
    upstream: {
      id: "ups_a",
      baseUrl: "http://127.0.0.1:9000/samples",
      connectTimeoutMs: 1000,
      headersTimeoutMs: 1000,
      idleTimeoutMs: 1000,
      totalTimeoutMs: 1000,
      signingKey: { kid: "usk_a", secret: new Uint8Array(32) },
    },
    classes: [
      {
        id: "cls_tile",
        slug: "tile",
        defaultQps: 5,
        weightRequests: 1,
        weightTransactions: 1,
        paths: ["/map/{rest+}"],
      },
    ],
    ...over,
  };
}

export function callOf(over: Partial<Omit<Call, "headers">> & { headers?: string[] } = {}): Call {
  return {
    method: "GET",
    target: "/map/1",
    ip: "192.0.2.1",
    isSecure: true,
    contentLength: null,
    arrivedAt: 0,
    ...over,
    headers: new RawHeaders(over.headers ?? []),
  };
}

/** Believes no token. */
export const NO_TOKENS: TokenTrust = {
  issuer: "https://edge.example.test",
  knows: () => false,
  isRevoked: () => false,
  verify: () => Promise.resolve(false),
};

/** Real parts around a store; the digest is the secret itself, so that a test can name its entries. */
export function depsOf(keys: KeyStore, products: readonly ProductEntry[] = [productOf()]): EdgeDeps {
  const limiter = new QpsLimiter();
  return {
    digest: (secret) => secret,
    keys,
    keysBySecretId: keys,
    tokens: NO_TOKENS,
    verifiedTokens: new VerifiedTokens(),
    catalog: compileRouter(products),
    limiter,
    counters: new MemoryCounters({ limiter, seeds: null, classOf: () => undefined }),
    load: { level: 0 },
    guard: new LookupGuard(),
    newSecrets: new NewSecrets(),
    country: () => null,
    requiresTls: false,
    exposed: { note: () => undefined },
    keyHeaders: ["x-api-key", "tomtom-api-key"],
  };
}
