import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { TOKEN_MAX_SECONDS } from "@/lib/edge/tokens/parse-token";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { RING_NAMES, RING_SETTINGS, type RingName } from "@/lib/sealing/keyring";
import { type HeldRing, heldRings } from "./held-rings";
import { type Instance, liveInstances } from "./instances";
import { nextStep } from "./next-step";
import type { MaterialOverview, RingOverview } from "./overview-schema";
import { PLACES } from "./places";
import { readiness } from "./readiness";

/**
 * How it stands with the installation's own keys: which versions there are and who holds them, what is still under a former
 * one, what to do next. Of the keys themselves it tells nothing.
 * @throws {DomainError} `forbidden`.
 */
export async function materialOverview(ctx: StaffContext): Promise<MaterialOverview> {
  requireStaff(ctx, "settings:manage");
  return readMaterial(ctx.now);
}

/** The same for whoever has the command line of the installation. */
export async function readMaterial(now: Date): Promise<MaterialOverview> {
  const instances = await liveInstances();
  const held = heldRings(RING_NAMES, 0);
  const rings: RingOverview[] = [];
  for (const name of RING_NAMES) {
    const own = held[name];
    if (own !== undefined) rings.push(await ringOverview(name, own, instances, now));
  }
  return { at: now.toISOString(), rings, tokenKeys: await tokenKeys(now) };
}

async function tokenKeys(now: Date): Promise<MaterialOverview["tokenKeys"]> {
  const keys = await db.tokenKey.findMany({
    select: { id: true, createdAt: true, retiresAt: true },
    orderBy: { createdAt: "desc" },
  });
  const isOneLeaving = keys.some(({ retiresAt }) => retiresAt !== null && retiresAt > now);
  return keys.map(({ id, createdAt, retiresAt }) => {
    const secondsOver = retiresAt === null ? null : (now.getTime() - retiresAt.getTime()) / 1000;
    const state =
      secondsOver === null
        ? isOneLeaving
          ? "next"
          : "signs"
        : secondsOver < 0
          ? "leaving"
          : secondsOver < TOKEN_MAX_SECONDS
            ? "believed"
            : "retired";
    return { id, createdAt: createdAt.toISOString(), state };
  });
}

async function ringOverview(
  name: RingName,
  own: HeldRing,
  instances: readonly Instance[],
  now: Date,
): Promise<RingOverview> {
  const ready = readiness(name, own, instances, now.getTime());
  const places = await Promise.all(
    PLACES.filter(({ ring }) => ring === name).map(async (place) => ({
      label: place.label,
      rows: Object.fromEntries(await place.count(pool())),
    })),
  );
  const run = await lastRun(name);
  const left = places
    .flatMap(({ rows }) => Object.entries(rows))
    .reduce((sum, [version, count]) => (Number(version) === ready.newest ? sum : sum + count), 0);
  const versions = new Set([
    ...ready.standings.flatMap(({ held }) => Object.keys(held?.checks ?? {})),
    ...Object.keys(own.checks),
    ...places.flatMap(({ rows }) => Object.keys(rows)),
  ]);
  const step = nextStep({
    readiness: ready,
    left,
    holdsFormer: [own, ...ready.standings.flatMap(({ held }) => held ?? [])].some(
      ({ checks }) => Object.keys(checks).length > 1,
    ),
    isRunning: run !== null && run.finishedAt === null,
    isProved: run?.toVersion === ready.newest && run.finishedAt !== null && run.failure === null,
  });
  return {
    name,
    setting: RING_SETTINGS[name],
    newest: ready.newest,
    sealing: own.current,
    versions: [...versions]
      .map(Number)
      .sort((one, other) => other - one)
      .map((version) => ({ version, check: own.checks[version] ?? null })),
    places,
    left,
    instances: ready.standings.map(({ instance, standing, held }) => ({
      id: instance.id,
      host: instance.host,
      kind: instance.kind,
      standing,
      sealing: held?.current ?? null,
      versions: Object.keys(held?.checks ?? {})
        .map(Number)
        .sort((one, other) => other - one),
    })),
    step,
    run,
  };
}

async function lastRun(ring: RingName): Promise<RingOverview["run"]> {
  const run = await db.materialRun.findFirst({
    where: { ring },
    orderBy: { requestedAt: "desc" },
    select: {
      toVersion: true,
      requestedAt: true,
      requestedById: true,
      resealed: true,
      unreadable: true,
      proved: true,
      failure: true,
      finishedAt: true,
    },
  });
  if (run === null) return null;
  const { requestedById, requestedAt, finishedAt, ...rest } = run;
  const person =
    requestedById === null
      ? null
      : await db.user.findUnique({ where: { id: requestedById }, select: { name: true } });
  return {
    ...rest,
    requestedBy: requestedById === null ? "the command line" : (person?.name ?? "somebody who has left"),
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
