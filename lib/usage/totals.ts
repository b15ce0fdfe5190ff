import type { PoolClient } from "pg";
import type { UsageTotals } from "./schemas";
import { MEASURES, type MeasureRow, scopeCondition, toCount, type UsageScope } from "./scope";

/** The four numbers of Analytics over the whole scope. */
export async function usageTotals(client: PoolClient, scope: UsageScope): Promise<UsageTotals> {
  const { where, values } = scopeCondition(scope);
  const { rows } = await client.query<MeasureRow>(
    `SELECT ${MEASURES} FROM usage_minute WHERE ${where}`,
    values,
  );
  const row = rows[0];
  return {
    requests: toCount(row?.requests ?? "0"),
    qpsBreaches: toCount(row?.qps_breaches ?? "0"),
    clientErrors: toCount(row?.client_errors ?? "0"),
    serverErrors: toCount(row?.server_errors ?? "0"),
  };
}
