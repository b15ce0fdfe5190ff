import type { Pool } from "pg";
import { upstreamSecretAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { mayBeExtra } from "../answer-headers";
import type { ClassEntry, ProductEntry, UpstreamEntry } from "../ports";

const PRODUCTS = `
select p.id, p.slug, p.name, p.version, p.refusal_style::text as refusal_style, p.body_limit_bytes, p.allow_websocket,
       p.answer_headers, p.upstream_id, u.base_url, u.connect_timeout_ms, u.headers_timeout_ms, u.idle_timeout_ms, u.total_timeout_ms,
       s.id as signing_id, s.sealed as signing_sealed,
       (select coalesce(json_agg(json_build_object(
                 'id', c.id, 'slug', c.slug, 'defaultQps', c.default_qps, 'paths', c.paths,
                 'weightRequests', c.weight_requests, 'weightTransactions', c.weight_transactions) order by c.id), '[]')
        from endpoint_class c where c.product_id = p.id) as classes
from product p
join upstream u on u.id = p.upstream_id
join lateral (
  select id, sealed from upstream_secret
  where upstream_id = u.id and signs_from is not null and (retires_at is null or retires_at > now())
  order by retires_at is null desc, signs_from desc, id desc limit 1
) s on true
where p.disabled_at is null
order by p.position, p.id`;

type Row = {
  id: string;
  slug: string;
  name: string;
  version: number;
  refusal_style: ProductEntry["refusalStyle"];
  body_limit_bytes: number;
  allow_websocket: boolean;
  answer_headers: string[];
  upstream_id: string;
  base_url: string;
  connect_timeout_ms: number;
  headers_timeout_ms: number;
  idle_timeout_ms: number;
  total_timeout_ms: number;
  signing_id: string;
  signing_sealed: Buffer;
  classes: ClassEntry[];
};

/** A product as it was saved, with the number that each change of it, or of its upstream, raises. */
export type ReadProduct = ProductEntry & { readonly version: number };

/**
 * All products in service with their upstreams and the signing keys in use, opened, in one statement. A product whose upstream
 * has no signing key is left out: nothing may be forwarded without an assertion.
 *
 * @param selfUrl Where this app itself listens; `self:/path` in a base URL means that.
 */
export async function readProducts(pool: Pool, selfUrl: string): Promise<ReadProduct[]> {
  const { rows } = await pool.query<Row>(PRODUCTS);
  // One object per upstream, so that its connections are shared by its products.
  const upstreams = new Map<string, UpstreamEntry>();
  return rows.map((row) => {
    const upstream = upstreams.get(row.upstream_id) ?? upstreamOf(row, selfUrl);
    upstreams.set(row.upstream_id, upstream);
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      version: row.version,
      refusalStyle: row.refusal_style,
      bodyLimitBytes: row.body_limit_bytes,
      allowWebsocket: row.allow_websocket,
      answerHeaders: row.answer_headers.filter(mayBeExtra),
      upstream,
      classes: row.classes,
    };
  });
}

function upstreamOf(row: Row, selfUrl: string): UpstreamEntry {
  return {
    id: row.upstream_id,
    baseUrl: row.base_url.replace(/^self:/, selfUrl).replace(/\/+$/, ""),
    connectTimeoutMs: row.connect_timeout_ms,
    headersTimeoutMs: row.headers_timeout_ms,
    idleTimeoutMs: row.idle_timeout_ms,
    totalTimeoutMs: row.total_timeout_ms,
    signingKey: {
      kid: row.signing_id,
      secret: open(edgeKeyring(), row.signing_sealed, upstreamSecretAad(row.upstream_id, row.signing_id)),
    },
  };
}
