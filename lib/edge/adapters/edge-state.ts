import { join } from "node:path";
import { ChangeFeed } from "@/lib/changes/feed";
import { pool } from "@/lib/db/pool";
import { edgeEnv } from "@/lib/env";
import { EdgePresence, type PresenceOptions } from "@/lib/fences/edge-presence";
import { originOf, selfOrigin } from "@/lib/forwarding/self-origin";
import { CountryDatabase } from "@/lib/geo/country-database";
import type { InstanceHealth } from "@/lib/health/instance-health";
import { measureChange } from "@/lib/health/measure-change";
import { observeInstance } from "@/lib/health/observe";
import { PRODUCT_VERSION } from "@/lib/health/product-version";
import { logger } from "@/lib/logging/logger";
import { announceRings } from "@/lib/material/announce-rings";
import { TokenAuthority } from "@/lib/tokens/authority";
import { tokenIssuer } from "@/lib/tokens/issuer";
import { DEFAULT_KEY_HEADERS } from "../credentials";
import type { EdgeDeps } from "../decision";
import { LookupGuard } from "../lookup-guard";
import { NewSecrets } from "../new-secrets";
import type { Hmac } from "../ports";
import { QpsLimiter } from "../qps-limiter";
import { VerifiedTokens } from "../tokens/verified-tokens";
import { CachedKeyStore } from "./cached-key-store";
import { Catalog } from "./catalog";
import { type OpenCounters, openCounters } from "./counters";
import { ExposedKeys } from "./exposed-keys";
import { LoopDelay } from "./loop-delay";
import { nodeDigest, nodeHmac } from "./node-crypto";
import { postgresKeySource } from "./postgres-key-source";
import { readProducts } from "./postgres-products";

/** The edge of this process: what a host hands to `checkCall`, and what keeps it true. */
export type EdgeState = {
  readonly deps: EdgeDeps;
  readonly hmac: Hmac;
  readonly keys: CachedKeyStore;
  readonly catalog: Catalog;
  readonly tokens: TokenAuthority;
  readonly feed: ChangeFeed;
  /** Instances that share the limits, for metrics. */
  readonly counters: OpenCounters;
  /** Says goodbye and stops listening for changes, after the last call was counted; the next `edgeState()` starts afresh. */
  stop(): Promise<void>;
};

const slot = Symbol.for("keyward.edge");
const holder = globalThis as { [slot]?: Promise<EdgeState> };

/**
 * The one edge of this process, started at the first call: listening for changes first, then reading the products, so
 * that no change falls in between. Registered among the edges of this deployment before it decides about anything.
 * Shared by all bundles.
 *
 * Waits while the database is away at the start: an edge that knows no products must not answer 404. Afterwards it works
 * on without it. A failed start is forgotten, the next call tries again.
 */
export function edgeState(kind: PresenceOptions["kind"] = "dashboard"): Promise<EdgeState> {
  holder[slot] ??= start(kind).catch((cause: unknown) => {
    delete holder[slot];
    throw cause;
  });
  return holder[slot];
}

async function start(kind: PresenceOptions["kind"]): Promise<EdgeState> {
  const keys = new CachedKeyStore(postgresKeySource(pool));
  const catalog = new Catalog(() => readProducts(pool(), selfUrl()));
  const tokens = new TokenAuthority(tokenIssuer(), pool);
  const countries = new CountryDatabase(edgeEnv().COUNTRY_DATABASE);
  const newSecrets = new NewSecrets();
  const feed = new ChangeFeed();
  const load = new LoopDelay();
  const limiter = new QpsLimiter();
  const counters = await openCounters(limiter, (id) => catalog.classOf(id));
  let applied: InstanceHealth["applied"] = null;
  const presence = new EdgePresence({
    pool,
    kind,
    journals: join(edgeEnv().DATA_DIR, "journal"),
    newSecrets,
    version: PRODUCT_VERSION,
    health: (databaseMs) =>
      observeInstance(
        { feed, catalog, keys, load, shared: counters.shared },
        { applied, databaseMs },
        Date.now(),
      ),
    onError: (err) => logger.debug({ err }, "a beat of this edge failed, will try again"),
  });
  const adopt = async (xid: bigint) => {
    await catalog.refresh();
    applied = await measureChange(pool(), xid);
    await presence.report();
  };
  feed.onChange((change) => {
    // What fails is tried again: the catalog by itself, the report with the next beat.
    if (change.kind === "product") adopt(change.xid).catch(() => undefined);
    else if (change.kind === "token") tokens.apply(change);
    else if (change.kind === "fence") presence.hear(change.subject);
    else keys.apply(change);
  });
  let stopAnnouncing: () => Promise<void> = async () => undefined;
  const stop = async () => {
    delete holder[slot];
    await stopAnnouncing();
    load.stop();
    await counters.stop();
    catalog.stop();
    tokens.stop();
    countries.stop();
    await presence.stop();
    await feed.stop();
  };
  try {
    await feed.start();
    await Promise.all([catalog.refresh(), tokens.refresh(), countries.start(), presence.start()]);
    stopAnnouncing = announceRings({
      pool,
      instanceId: presence.id,
      kind,
      onError: (err) => logger.debug({ err }, "telling the held keys failed, will try again"),
    });
  } catch (cause) {
    await stop();
    throw cause;
  }
  const deps: EdgeDeps = {
    digest: nodeDigest,
    keys,
    keysBySecretId: keys.bySecretId,
    tokens,
    verifiedTokens: new VerifiedTokens(),
    catalog,
    limiter,
    counters: counters.store,
    load,
    guard: new LookupGuard(),
    newSecrets,
    country: countries.countryOf,
    requiresTls: edgeEnv().REQUIRE_TLS === "1",
    exposed: new ExposedKeys(),
    keyHeaders: DEFAULT_KEY_HEADERS,
  };
  return { deps, hmac: nodeHmac, keys, catalog, tokens, feed, counters, stop };
}

/** What a host did not say is its own address. */
function selfUrl(): string {
  const { HOST, PORT } = edgeEnv();
  return selfOrigin() ?? originOf(HOST === "localhost" ? "127.0.0.1" : HOST, PORT);
}
