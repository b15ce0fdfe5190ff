import { db } from "@/lib/db/client";
import { compileRouter, type Router } from "@/lib/edge/paths";
import type { ProductEntry } from "@/lib/edge/ports";
import { judgeTarget } from "@/lib/edge/raw-request";
import { redact } from "@/lib/edge/redact";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { DryRunInput } from "./schemas";

/** The product and the endpoint class a path is of, by names, with the pattern that decided. */
export type Hit = {
  productId: string | null;
  product: string;
  endpointClass: string;
  pattern: string;
  /** What the upstream would be asked for; null where the draft does not say. */
  asked: string | null;
};

/** What would become of a call of a path. */
export type DryRun =
  | { kind: "malformed"; reason: string }
  /** `saved`: as things are; `drafted`: with the draft in place; null: of no product, 404. */
  | { kind: "judged"; path: string; saved: Hit | null; drafted: Hit | null };

const REASONS = {
  malformed_request:
    "The edge refuses it as malformed before it looks for a product: a bad escape, a dot segment, //, or a character no path may hold.",
  secret_in_path: "The edge refuses it: a string of our secret format stands in the path.",
} as const;

/**
 * Which product and endpoint class a path belongs to, by the router the edge has: as saved, and with a draft in the place of
 * its product. Nothing is called, and nothing is stored.
 * @throws {DomainError} `forbidden`.
 */
export async function dryRun(ctx: StaffContext, { path, draft }: DryRunInput): Promise<DryRun> {
  requireStaff(ctx, "products:manage");
  const refusal = judgeTarget(path);
  if (refusal !== null) return { kind: "malformed", reason: REASONS[refusal] };
  const known = await readEntries();
  const names = new Map(known.flatMap(({ names: own }) => [...own]));
  const entries = known.map(({ entry }) => entry);
  const saved = hitOf(compileRouter(entries).router, path, names);
  if (draft === null) return { kind: "judged", path: redact(path), saved, drafted: saved };
  const next = entryOf({
    id: draft.productId ?? "",
    name: draft.name,
    baseUrl: known.find(({ entry }) => entry.id === draft.productId)?.entry.upstream.baseUrl ?? "",
    classes: draft.classes.map((one, at) => ({ ...one, id: `draft-${at}` })),
  });
  for (const [id, name] of next.names) names.set(id, name);
  const others = entries.filter(({ id }) => id !== draft.productId);
  const drafted = hitOf(compileRouter([...others, next.entry]).router, path, names);
  return { kind: "judged", path: redact(path), saved, drafted };
}

type Named = { entry: ProductEntry; names: ReadonlyMap<string, string> };
type Parts = {
  id: string;
  name: string;
  baseUrl: string;
  classes: readonly { id: string; name: string; paths: readonly string[] }[];
};

async function readEntries(): Promise<Named[]> {
  const rows = await db.product.findMany({
    where: { disabledAt: null },
    select: {
      id: true,
      name: true,
      upstream: { select: { baseUrl: true } },
      classes: { select: { id: true, name: true, paths: true }, orderBy: { id: "asc" } },
    },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  return rows.map(({ upstream, ...product }) => entryOf({ ...product, baseUrl: upstream.baseUrl }));
}

/** A product for the router alone: it signs and forwards nothing. */
function entryOf({ id, name, baseUrl, classes }: Parts): Named {
  const entry: ProductEntry = {
    id,
    name,
    slug: "",
    refusalStyle: "problem",
    bodyLimitBytes: 0,
    allowWebsocket: false,
    answerHeaders: [],
    upstream: {
      id: "",
      baseUrl,
      connectTimeoutMs: 0,
      headersTimeoutMs: 0,
      idleTimeoutMs: 0,
      totalTimeoutMs: 0,
      signingKey: { kid: "", secret: new Uint8Array() },
    },
    classes: classes.map((one) => ({
      id: one.id,
      slug: "",
      defaultQps: 0,
      weightRequests: 1,
      weightTransactions: 1,
      paths: one.paths,
    })),
  };
  return { entry, names: new Map(classes.map((one) => [one.id, one.name])) };
}

function hitOf(router: Router, path: string, names: ReadonlyMap<string, string>): Hit | null {
  const route = router.match(path);
  if (route === null) return null;
  const { product, endpointClass, template } = route;
  const base = product.upstream.baseUrl.replace(/\/+$/, "");
  return {
    productId: product.id === "" ? null : product.id,
    product: product.name,
    endpointClass: names.get(endpointClass.id) ?? endpointClass.id,
    pattern: template,
    asked: base === "" ? null : base + path,
  };
}
