import fc from "fast-check";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { callOf } from "@/lib/edge/testing/fixtures";
import { parseScope } from "@/lib/edge/tokens/scope";
import { isDomainError } from "@/lib/errors/domain-error";
import { deleteKey } from "@/lib/keys/delete";
import { disableKey } from "@/lib/keys/disable";
import { enableKey } from "@/lib/keys/enable";
import { finishRotation } from "@/lib/keys/finish-rotation";
import { restoreKey } from "@/lib/keys/restore";
import { rotateKey } from "@/lib/keys/rotate";
import { setKeyAccess } from "@/lib/keys/set-access";
import { setKeyValidity } from "@/lib/keys/set-validity";
import type { OrgContext } from "@/lib/orgs/context";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestOrg, type TestProduct } from "@/test/factories";
import { issueToken } from "./issue";
import { isOAuthError } from "./oauth-answer";

const MINUTE = 60_000;

let edge: EdgeState;
let org: TestOrg;
let products: TestProduct[];
let arrivedAt = 0;

beforeAll(async () => {
  org = await makeOrg();
  products = [
    await makeProduct({ slug: "map", paths: ["/map/{rest+}"], defaultQps: 100_000 }),
    await makeProduct({ slug: "search", paths: ["/search/{rest+}"], defaultQps: 100_000 }),
  ];
  edge = await edgeState();
});
afterAll(() => edge.stop());

async function ask(headers: string[], method: string, target: string, now: number): Promise<string> {
  arrivedAt += 1000;
  const verdict = await checkCall(callOf({ method, target, headers, arrivedAt }), edge.deps, now);
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

type Step =
  | { do: "mint"; scope: string }
  | { do: "rotate"; overlapSeconds: number }
  | { do: "expire"; inMinutes: number | null }
  | { do: "access"; access: "read" | "write"; count: number }
  | { do: "wait"; minutes: number }
  | { do: "revoke"; which: number }
  | { do: "disable" | "enable" | "finish" | "delete" | "restore" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("mint" as const),
      scope: fc.constantFrom("", "map:read", "map:write", "search:read map:read"),
    }),
  },
  fc.record({ do: fc.constant("rotate" as const), overlapSeconds: fc.constantFrom(0, 300, 3600) }),
  fc.record({ do: fc.constant("expire" as const), inMinutes: fc.constantFrom(3, 20, null) }),
  fc.record({
    do: fc.constant("access" as const),
    access: fc.constantFrom("read" as const, "write" as const),
    count: fc.constantFrom(1, 2),
  }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 8 }) }),
  },
  fc.record({ do: fc.constant("revoke" as const), which: fc.nat(5) }),
  fc.constantFrom<Step>(
    { do: "disable" },
    { do: "enable" },
    { do: "enable" },
    { do: "finish" },
    { do: "delete" },
    { do: "restore" },
  ),
);

type Minted = { token: string; secret: string; isRevoked: boolean };

/** A key, the secret copying gives, and every token it was ever traded for, on a clock of its own. */
class Life {
  now = Math.floor(Date.now() / 1000) * 1000;
  readonly tokens: Minted[] = [];

  constructor(
    readonly ctx: OrgContext,
    readonly keyId: string,
    public secret: string,
  ) {}

  async take(step: Step): Promise<void> {
    const ctx = { ...this.ctx, now: new Date(this.now) };
    const ref = { keyId: this.keyId, version: null, reason: "" };
    switch (step.do) {
      case "wait":
        this.now += step.minutes * MINUTE;
        return;
      case "mint":
        return this.#mint(step.scope);
      case "revoke":
        return this.#revoke(step.which);
      case "rotate": {
        const { overlapSeconds } = step;
        const rotated = await rotateKey(ctx, {
          ...ref,
          overlapSeconds,
          startAtFirstUse: false,
          endRetiringNow: true,
        });
        this.secret = rotated.secret;
        return;
      }
      case "expire": {
        const expiresAt =
          step.inMinutes === null ? null : new Date(this.now + step.inMinutes * MINUTE).toISOString();
        await setKeyValidity(ctx, { keyId: this.keyId, version: null, expiresAt });
        return;
      }
      case "access": {
        const allowed = products.slice(0, step.count).map(({ id }) => ({ productId: id, classIds: [] }));
        await setKeyAccess(ctx, { keyId: this.keyId, version: null, access: step.access, products: allowed });
        return;
      }
      case "disable":
        await disableKey(ctx, ref);
        return;
      case "enable":
        await enableKey(ctx, ref);
        return;
      case "finish":
        await finishRotation(ctx, ref);
        return;
      case "delete":
        await deleteKey(ctx, { keyId: this.keyId, reason: "" });
        return;
      case "restore":
        await restoreKey(ctx, { keyId: this.keyId });
        return;
    }
  }

  /** As the endpoint would: by the entry the edge itself has of this secret. */
  async #mint(scope: string): Promise<void> {
    const entry = await edge.deps.keys.load(edge.deps.digest(this.secret), this.now);
    if (entry === null) return;
    const form = new Map([
      ["grant_type", "client_credentials"],
      ["scope", scope],
    ]);
    const answer = await issueToken(entry, form, edge, this.now);
    if (isOAuthError(answer)) return;
    const { access_token: token } = JSON.parse(answer.body) as { access_token: string };
    this.tokens.push({ token, secret: this.secret, isRevoked: false });
  }

  async #revoke(which: number): Promise<void> {
    const minted = this.tokens[which];
    if (minted === undefined) return;
    const { jti = "", exp = 0 } = decodeJwt(minted.token);
    await edge.tokens.revoke({ id: jti, keyId: this.keyId, expiresAt: exp * 1000, ip: "" }, this.now);
    minted.isRevoked = true;
  }

  /** Every token is admitted exactly when its own secret is, its time and scope allow it, and nobody revoked it. */
  async check(): Promise<void> {
    for (const { token, secret, isRevoked } of this.tokens) {
      const { exp = 0, scope } = decodeJwt<{ scope: string }>(token);
      const covers = parseScope(scope);
      for (const { slug } of products) {
        for (const method of ["GET", "POST"]) {
          const target = `/${slug}/1`;
          const bySecret = await ask(["X-API-Key", secret], method, target, this.now);
          const byToken = await ask(["Authorization", `Bearer ${token}`], method, target, this.now);
          const access = covers?.get(slug);
          const isInScope = access === "write" || (access === "read" && method === "GET");
          const should = bySecret === "admitted" && this.now < exp * 1000 && !isRevoked && isInScope;
          expect({ slug, method, scope, bySecret, byToken: byToken === "admitted" }).toMatchObject({
            byToken: should,
          });
        }
      }
    }
  }
}

test("a token never may do more, or longer, than its secret may at that very moment, whatever happens to the key", async () => {
  let admitted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      const key = await makeKey({ org, products });
      const life = new Life(await ownerCtx(org), key.id, key.plaintext);
      await life.take({ do: "mint", scope: "" });
      for (const each of steps) {
        await life.take(each).catch((error: unknown) => {
          // What a key in its state refuses is no step.
          if (!isDomainError(error)) throw error;
        });
        await life.check();
      }
      admitted += life.tokens.length;
    }),
    { seed: 20261122, numRuns: 12 },
  );
  // Enough of them were traded for the comparison to mean something.
  expect(admitted).toBeGreaterThan(24);
}, 120_000);
