import { z } from "zod";
import { pool } from "@/lib/db/pool";

/** A call that is kept by itself. `org` and `keyId` are `null` for one that no key was found for. Times are ISO 8601. */
export type CallHit = {
  requestId: string;
  at: string;
  method: string;
  endpoint: string;
  status: number;
  code: string;
  org: { id: string; name: string } | null;
  keyId: string | null;
};

const Row = z.object({
  requestId: z.string(),
  at: z.date().transform((at) => at.toISOString()),
  method: z.string(),
  endpoint: z.string(),
  status: z.number(),
  code: z.string(),
  org: z.object({ id: z.string(), name: z.string() }).nullable(),
  keyId: z.string().nullable(),
});

/** Calls by request ID, of any customer or of none; `missing` are those that are not kept. */
export async function findCalls(
  requestIds: readonly string[],
): Promise<{ calls: CallHit[]; missing: number }> {
  const { rows } = await pool().query(
    `SELECT log.request_id AS "requestId", log.at, log.method, log.endpoint, log.status::int, log.code,
            json_build_object('id', org.id, 'name', org.name) AS org, log.key_id AS "keyId"
       FROM request_log log JOIN org ON org.id = log.org_id WHERE log.request_id = ANY($1)
     UNION ALL
     SELECT request_id, at, method, endpoint, status::int, code, NULL, NULL
       FROM stranger_log WHERE request_id = ANY($1)
     ORDER BY at DESC`,
    [requestIds],
  );
  const calls = z.array(Row).parse(rows);
  const found = new Set(calls.map(({ requestId }) => requestId));
  return { calls, missing: requestIds.filter((id) => !found.has(id)).length };
}
