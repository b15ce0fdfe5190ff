import type { PoolClient } from "pg";
import type { UsageBreakdown } from "./breakdown-schemas";
import { callsSource, spansIn } from "./calls-source";
import { toCount, type UsageScope } from "./scope";

type Outcomes = Pick<UsageBreakdown, "outcomes" | "products" | "secrets">;
type Row = {
  status: number;
  code: string;
  product_id: string;
  secret_id: string;
  requests: string;
  bytes: string;
};

/** How the calls of a scope ended, and of which products and (of one key) secrets they were; each adds up to all of them. */
export async function outcomesOf(client: PoolClient, scope: UsageScope): Promise<Outcomes> {
  const { sql, values } = callsSource(scope, await spansIn(client, scope, []));
  const { rows } =
    sql === ""
      ? { rows: [] }
      : await client.query<Row>(
          `SELECT status, code, product_id, secret_id, sum(requests)::bigint AS requests,
                  sum(bytes_in + bytes_out)::bigint AS bytes
             FROM (${sql}) AS calls GROUP BY 1, 2, 3, 4`,
          values,
        );
  const outcomes = grouped(rows, ({ status, code }) => `${status} ${code}`);
  return {
    outcomes: outcomes.map(({ row: { status, code }, requests }) => ({ status, code, requests })),
    products: await namedProducts(client, rows),
    secrets: scope.keys.length === 1 ? await knownSecrets(client, scope.orgId, rows) : null,
  };
}

async function namedProducts(client: PoolClient, rows: readonly Row[]): Promise<Outcomes["products"]> {
  const products = grouped(rows, ({ product_id }) => product_id);
  const { rows: names } = await client.query<{ id: string; name: string }>(
    "SELECT id, name FROM product WHERE id = ANY($1)",
    [products.map(({ row }) => row.product_id)],
  );
  return products.map(({ row: { product_id: id }, requests, bytes }) => ({
    id,
    name: names.find((product) => product.id === id)?.name ?? null,
    requests,
    bytes,
  }));
}

type SecretRow = { id: string; head: string; tail: string; status: string };

async function knownSecrets(
  client: PoolClient,
  orgId: string,
  rows: readonly Row[],
): Promise<NonNullable<Outcomes["secrets"]>> {
  const secrets = grouped(rows, ({ secret_id }) => secret_id).filter(({ row }) => row.secret_id !== "");
  const { rows: known } = await client.query<SecretRow>(
    "SELECT id, head, tail, status FROM secret WHERE org_id = $1 AND id = ANY($2)",
    [orgId, secrets.map(({ row }) => row.secret_id)],
  );
  return secrets.map(({ row: { secret_id: id }, requests }) => {
    const found = known.find((secret) => secret.id === id);
    const refused = rows.filter((row) => row.secret_id === id && row.code !== "");
    return {
      id,
      head: found?.head ?? null,
      tail: found?.tail ?? null,
      status: found?.status ?? null,
      requests,
      refused: refused.reduce((sum, row) => sum + toCount(row.requests), 0),
    };
  });
}

/** Rows added up by a name, the heaviest first. */
function grouped(rows: readonly Row[], nameOf: (row: Row) => string) {
  const groups = new Map<string, { row: Row; requests: number; bytes: number }>();
  for (const row of rows) {
    const group = groups.get(nameOf(row)) ?? { row, requests: 0, bytes: 0 };
    group.requests += toCount(row.requests);
    group.bytes += toCount(row.bytes);
    groups.set(nameOf(row), group);
  }
  return [...groups.values()].sort((a, b) => b.requests - a.requests);
}
