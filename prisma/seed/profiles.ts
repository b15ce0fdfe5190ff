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
      secrets: { select: { id: true, status: true } },
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
      const phases = stop
        ? [
            { outcomes: healthy, until: stop.at },
            { outcomes: [stop.refusal], since: stop.at },
          ]
        : [{ outcomes: healthy }];
      // During a rotation the old secret still does most of the work; a secret awaiting its first use does none.
      const split = key.secrets
        .filter(({ status }) => status !== "retired" && status !== "awaiting")
        .map(({ id, status }, _, { length }) => ({
          id,
          part: length === 1 ? 1 : status === "retiring" ? 0.7 : 0.3,
        }));
      return split.flatMap(({ id, part }) =>
        phases.map((phase) => ({
          orgId: key.orgId,
          keyId: key.id,
          secretId: id,
          productId: product.id,
          classId,
          stream: `${cast.org}/${cast.name}/${slug}/${part}`,
          callsPerMinute: callsPerMinute * part,
          answerBytes: ANSWER_BYTES[slug],
          ...phase,
        })),
      );
    });
  });
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
