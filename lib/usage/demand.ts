import { pool } from "@/lib/db/pool";

/** Calls of one key in one endpoint class, in `[from, to)`. */
export type DemandScope = { orgId: string; keyId: string; classId: string; from: Date; to: Date };

/** What came to a limit in one minute: a number for each of its 60 seconds, let through or not. */
export type DemandMinute = { minuteMs: number; admitted: number[]; refused: number[] };

/** Every minute of the scope in which a call came to a limit, oldest first. */
export async function readDemand({ orgId, keyId, classId, from, to }: DemandScope): Promise<DemandMinute[]> {
  const { rows } = await pool().query<{ minute: Date; admitted: string; refused: string }>({
    name: "usage-demand",
    // As text: the driver takes ten times as long to make numbers of an array.
    text: `SELECT minute, array_to_string(admitted, ',') AS admitted, array_to_string(refused, ',') AS refused
             FROM usage_demand
            WHERE org_id = $1 AND key_id = $2 AND class_id = $3 AND minute >= $4 AND minute < $5
            ORDER BY minute`,
    values: [orgId, keyId, classId, from, to],
  });
  return rows.map(({ minute, admitted, refused }) => ({
    minuteMs: minute.getTime(),
    admitted: admitted.split(",").map(Number),
    refused: refused.split(",").map(Number),
  }));
}

/** Calls of the scope that were refused as `qps_exceeded`, by the hour (UTC) in which they came; hours without any are left out. */
export async function readBreaches({
  orgId,
  keyId,
  classId,
  from,
  to,
}: DemandScope): Promise<{ hourMs: number; breaches: number }[]> {
  const { rows } = await pool().query<{ hour: Date; breaches: string }>({
    name: "usage-breaches",
    text: `SELECT date_trunc('hour', minute, 'UTC') AS hour, sum(requests) AS breaches
             FROM usage_minute
            WHERE org_id = $1 AND key_id = $2 AND class_id = $3 AND minute >= $4 AND minute < $5
              AND code = 'qps_exceeded'
            GROUP BY 1 ORDER BY 1`,
    values: [orgId, keyId, classId, from, to],
  });
  return rows.map(({ hour, breaches }) => ({ hourMs: hour.getTime(), breaches: Number(breaches) }));
}
