import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { markImported } from "@/lib/alerts/imported";
import { db } from "@/lib/db/client";
import { getSetting, setSetting } from "@/lib/db/settings";
import { seedCallers } from "./callers";
import { seedDemand } from "./demand";
import { DemoFacts } from "./facts";
import { seedKeys } from "./keys";
import { seedLastUsed } from "./last-used";
import { seedLatency } from "./latency";
import { seedOrgs } from "./orgs";
import { seedPeople } from "./people";
import { seedProducts } from "./products";
import { usageProfiles } from "./profiles";
import { seedQpsRequests } from "./qps";
import { seedTokens } from "./tokens";
import { seedUsage } from "./usage";
import { seedDeliveries, seedWebhook } from "./webhooks";

const HISTORY_DAYS = 30;
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/**
 * Makes this database a demo, or brings an existing demo's data up to `now`.
 *
 * Deterministic but for IDs, passwords and secrets, which are random per install. Returns what a person needs to use it: on a
 * second run that is what `demo.json` kept, less the keys that are not active any more.
 */
export async function seedDemo(dataDir: string, now: Date): Promise<DemoFacts> {
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const earliest = new Date(minute.getTime() - HISTORY_DAYS * DAY_MS);
  const demo = await demoSetting();
  if (demo === null) {
    if ((await db.user.count()) > 0)
      throw new Error("This database holds people and is no demo. Point DATABASE_URL to an empty one.");
    // Before the first row: a seed that was interrupted must not pass for a database somebody uses.
    await setSetting("demo", { usageUntil: earliest.toISOString() });
  }
  const facts = demo === null ? await seedAll(now) : await factsOf(dataDir, now);
  const seededUntil = demo === null ? earliest : new Date(demo.usageUntil);
  await seedHistory(seededUntil > earliest ? seededUntil : earliest, minute, now);
  if (demo === null) await seedQpsRequests(now);
  return facts;
}

async function seedAll(now: Date): Promise<DemoFacts> {
  const products = await seedProducts();
  const orgs = await seedOrgs(now);
  const { accounts, userIds } = await seedPeople(orgs, now);
  const world = { orgs, userIds, products, now };
  await seedWebhook(world);
  const keys = await seedKeys(world);
  await seedDeliveries();
  return { accounts, keys, tokens: await seedTokens([], now) };
}

async function factsOf(dataDir: string, now: Date): Promise<DemoFacts> {
  const file = join(dataDir, "demo.json");
  if (!existsSync(file))
    throw new Error("The demo's passwords are gone with demo.json. Start afresh: npm run demo -- --reset");
  const facts = DemoFacts.parse(JSON.parse(readFileSync(file, "utf8")));
  const active = await db.key.findMany({
    where: { id: { in: facts.keys.map(({ id }) => id) }, deletedAt: null, disabledAt: null },
    select: { id: true },
  });
  const activeIds = new Set(active.map(({ id }) => id));
  return {
    ...facts,
    keys: facts.keys.filter(({ id }) => activeIds.has(id)),
    tokens: await seedTokens(facts.tokens, now),
  };
}

/** The history always ends now: a demo that slept for a week has that week filled in when it wakes. */
async function seedHistory(from: Date, until: Date, now: Date): Promise<void> {
  const profiles = await usageProfiles(now);
  if (from < until) {
    await seedUsage(profiles, from, until);
    await seedCallers(profiles, from, until);
    await seedDemand(profiles, from, until);
    await seedLatency(profiles, from, until);
  }
  await seedLastUsed(profiles);
  await markImported(until);
  await setSetting("demo", { usageUntil: until.toISOString() });
}

async function demoSetting(): Promise<{ usageUntil: string } | null> {
  const value = await getSetting("demo");
  return value === null ? null : z.object({ usageUntil: z.iso.datetime() }).parse(value);
}
