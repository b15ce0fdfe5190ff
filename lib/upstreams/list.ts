import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { FIELDS_SELECT } from "./internal";

const SELECT = {
  id: true,
  version: true,
  ...FIELDS_SELECT,
  products: {
    select: { id: true, name: true, disabledAt: true },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  },
  secrets: {
    select: { id: true, createdAt: true, signsFrom: true, retiresAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  },
} as const satisfies Prisma.UpstreamSelect;

type Row = Prisma.UpstreamGetPayload<{ select: typeof SELECT }>;

/** A signing secret without the secret: `waiting` for the upstream to learn it, `signing`, or `ending` until `endsAt`. */
export type SecretState = {
  kid: string;
  state: "waiting" | "signing" | "ending";
  createdAt: string;
  signsFrom: string | null;
  endsAt: string | null;
};

const ORDER: readonly SecretState["state"][] = ["waiting", "signing", "ending"];

/** An upstream as staff sees it. Never a signing secret. Times in ISO 8601. */
export type UpstreamView = Omit<Row, "products" | "secrets"> & {
  products: { id: string; name: string; isDisabled: boolean }[];
  secrets: SecretState[];
};

/** Every upstream, by name. */
export async function listUpstreams(ctx: StaffContext): Promise<UpstreamView[]> {
  requireStaff(ctx, "products:manage");
  const rows = await db.upstream.findMany({ select: SELECT, orderBy: { name: "asc" } });
  return rows.map((row) => toView(row, ctx.now));
}

/**
 * One upstream.
 * @throws {DomainError} `forbidden`, `not_found`.
 */
export async function getUpstream(ctx: StaffContext, upstreamId: string): Promise<UpstreamView> {
  requireStaff(ctx, "products:manage");
  const row = await db.upstream.findUnique({ where: { id: upstreamId }, select: SELECT });
  if (row === null) throw new DomainError("not_found");
  return toView(row, ctx.now);
}

function toView({ products, secrets, ...upstream }: Row, now: Date): UpstreamView {
  return {
    ...upstream,
    products: products.map(({ id, name, disabledAt }) => ({ id, name, isDisabled: disabledAt !== null })),
    secrets: secrets
      .filter(({ retiresAt }) => retiresAt === null || retiresAt > now)
      .map(
        ({ id, createdAt, signsFrom, retiresAt }): SecretState => ({
          kid: id,
          state: signsFrom === null ? "waiting" : retiresAt === null ? "signing" : "ending",
          createdAt: createdAt.toISOString(),
          signsFrom: signsFrom?.toISOString() ?? null,
          endsAt: retiresAt?.toISOString() ?? null,
        }),
      )
      .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
  };
}
