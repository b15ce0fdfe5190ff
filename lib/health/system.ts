import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { readDatabaseHealth } from "./database";
import { type Finding, findingsOf } from "./findings";
import { type EdgeView, readEdges } from "./live-edges";
import { PRODUCT_VERSION } from "./product-version";
import type { SystemFacts, UpstreamHealthView } from "./system-facts";

/** How the installation is, and what of it needs somebody: empty when nothing does. */
export type SystemHealth = SystemFacts & { findings: Finding[] };

/**
 * How every edge, the database, Redis and the upstreams are, as the edges last said themselves.
 * @throws {DomainError} `forbidden`.
 */
export async function systemHealth(ctx: StaffContext): Promise<SystemHealth> {
  requireStaff(ctx, "health:read");
  const [edges, database, rows] = await Promise.all([
    readEdges(ctx.now),
    readDatabaseHealth(),
    db.upstream.findMany({
      where: { products: { some: { disabledAt: null } } },
      select: {
        id: true,
        name: true,
        products: { where: { disabledAt: null }, select: { id: true, name: true, version: true } },
      },
      orderBy: { name: "asc" },
    }),
  ]);
  const products = rows.flatMap((row) => row.products);
  const upstreams = rows.map((row) => summed(row, edges));
  const facts = {
    readAt: ctx.now.toISOString(),
    version: PRODUCT_VERSION,
    isShared: env().REDIS_URL !== undefined,
    edges,
    database,
    upstreams,
  };
  return { ...facts, findings: findingsOf(facts, products) };
}

function summed(
  { id, name, products }: { id: string; name: string; products: readonly { name: string }[] },
  edges: readonly EdgeView[],
): UpstreamHealthView {
  const seen = edges
    .filter(({ isLive }) => isLive)
    .flatMap(({ health }) => health?.upstreams.find((one) => one.id === id) ?? []);
  const asked = seen.filter((one) => one.answered + one.unreachable + one.timedOut > 0);
  const failures = seen.flatMap(({ lastFailureAt }) => lastFailureAt ?? []);
  const sum = (read: (one: (typeof seen)[number]) => number) => seen.reduce((all, one) => all + read(one), 0);
  return {
    id,
    name,
    products: products.map((product) => product.name),
    up: asked.filter(({ isUp }) => isUp).length,
    asked: asked.length,
    answered: sum(({ answered }) => answered),
    unreachable: sum(({ unreachable }) => unreachable),
    timedOut: sum(({ timedOut }) => timedOut),
    lastFailureAt: failures.length === 0 ? null : new Date(Math.max(...failures)).toISOString(),
  };
}
