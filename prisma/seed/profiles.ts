import { db } from "@/lib/db/client";
import { KEYS, type ProductSlug } from "./key-cast";
import type { Outcome, UsageProfile } from "./usage";

const ANSWER_BYTES: Record<ProductSlug, number> = { "map-display": 9_400, search: 2_900, "time-zone": 640 };

/** How calls with a healthy key end. Shares need not add up to one. */
const HEALTHY: readonly Outcome[] = [
  { status: 200, code: "", share: 0.975 },
  { status: 404, code: "", share: 0.008 },
  { status: 400, code: "", share: 0.004 },
  { status: 502, code: "upstream_unreachable", share: 0.05, everyHours: 90 },
];

/** Small limits are run into now and then; a tile limit of 1,000 never is. */
const OVER_LIMIT: Outcome = { status: 429, code: "qps_exceeded", share: 0.35, everyHours: 30 };

/** The part of the calls that clients send with the new secret while the old one still works. */
const NEW_SECRETS_PART = 0.3;

type Phase = { outcomes: readonly Outcome[]; since?: Date; until?: Date };

/**
 * What each seeded key did: looked up by name, because IDs differ on every install.
 *
 * A key that works no more did until then; it goes on being called by whoever forgot to change it, and is refused.
 */
export async function usageProfiles(now: Date): Promise<UsageProfile[]> {
  const keys = await db.key.findMany({
    select: {
      id: true,
      name: true,
      orgId: true,
      disabledAt: true,
      expiresAt: true,
      org: { select: { slug: true } },
      secrets: {
        select: { id: true, status: true, createdAt: true, retiresAt: true },
        orderBy: { createdAt: "asc" },
      },
      products: {
        select: {
          product: {
            select: {
              id: true,
              slug: true,
              classes: { select: { id: true }, orderBy: { defaultQps: "desc" } },
            },
          },
        },
      },
    },
  });
  return KEYS.flatMap((cast) => {
    const key = keys.find(({ name, org }) => name === cast.name && org.slug === cast.org);
    if (!key) return [];
    return key.products.flatMap(({ product }) => {
      const slug = product.slug as ProductSlug;
      const callsPerMinute = cast.calls?.[slug];
      const classId = product.classes[0]?.id;
      if (callsPerMinute === undefined || classId === undefined) return [];
      const healthy = [...HEALTHY, ...(slug === "map-display" ? [] : [OVER_LIMIT])];
      const stop = stopOf(key, now);
      const phases: Phase[] = stop
        ? [
            { outcomes: healthy, until: stop.at },
            { outcomes: [stop.refusal], since: stop.at },
          ]
        : [{ outcomes: healthy }];
      return spansOf(key.secrets).flatMap(({ secretId, part, since, until }) =>
        phases.map((phase) => ({
          orgId: key.orgId,
          keyId: key.id,
          secretId,
          productId: product.id,
          classId,
          stream: `${cast.org}/${cast.name}/${slug}/${part}`,
          callsPerMinute: callsPerMinute * part,
          answerBytes: ANSWER_BYTES[slug],
          outcomes: phase.outcomes,
          since: latest(since, phase.since),
          until: earliest(until, phase.until),
        })),
      );
    });
  });
}

type SecretSpan = { secretId: string; part: number; since: Date; until: Date };
type SecretRow = { id: string; status: string; createdAt: Date; retiresAt: Date | null };

const END_OF_TIME = new Date(8_640_000_000_000_000);

/**
 * Which part of a key's calls each secret does, and when: all of them alone, while both work the old one most of them, and
 * one that awaits its first use none.
 */
function spansOf(secrets: readonly SecretRow[]): SecretSpan[] {
  const spans = secrets.flatMap(({ id: secretId, status, createdAt, retiresAt }, index) => {
    if (status === "awaiting") return [];
    const before = secrets[index - 1];
    const after = secrets[index + 1];
    const end = retiresAt ?? END_OF_TIME;
    const aloneFrom = latest(createdAt, before?.retiresAt ?? undefined);
    const aloneUntil = after && after.status !== "awaiting" ? after.createdAt : end;
    return [
      { secretId, part: NEW_SECRETS_PART, since: createdAt, until: aloneFrom },
      { secretId, part: 1, since: aloneFrom, until: aloneUntil },
      { secretId, part: 1 - NEW_SECRETS_PART, since: aloneUntil, until: end },
    ];
  });
  return spans.filter(({ since, until }) => since < until);
}

function latest(a: Date, b: Date | undefined): Date {
  return b === undefined || a > b ? a : b;
}

function earliest(a: Date, b: Date | undefined): Date {
  return b === undefined || a < b ? a : b;
}

/** When a key stopped working, and what its calls end with since. */
function stopOf(
  key: { disabledAt: Date | null; expiresAt: Date | null },
  now: Date,
): { at: Date; refusal: Outcome } | undefined {
  if (key.disabledAt)
    return { at: key.disabledAt, refusal: { status: 403, code: "key_disabled", share: 0.4 } };
  if (key.expiresAt && key.expiresAt <= now)
    return { at: key.expiresAt, refusal: { status: 401, code: "key_expired", share: 0.4 } };
  return undefined;
}
