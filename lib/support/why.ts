import { z } from "zod";
import { pool } from "@/lib/db/pool";
import { REFUSALS, type RefusalCode } from "@/lib/edge/verdict";
import { RequestId } from "@/lib/usage/request-schemas";
import { isRefusalCode } from "./refusal-phrases";

/**
 * Why a call was refused, for anybody who has its request ID. Nothing that identifies: no key, no customer, no address, no path,
 * no time.
 */
export type Why =
  | { kind: "refused"; code: RefusalCode; gate: number; status: number }
  /** Let through: the answer is the product's own. */
  | { kind: "let_through" }
  /** Says nothing about whether there was such a call. */
  | { kind: "not_kept" };

const Rows = z.array(z.object({ code: z.string() }));

/** Looks a call up by its request ID alone; anything that is no request ID is `not_kept`, too. */
export async function why(requestId: string): Promise<Why> {
  const id = RequestId.safeParse(requestId);
  if (!id.success) return { kind: "not_kept" };
  const { rows } = await pool().query(
    `SELECT code FROM request_log WHERE request_id = $1
     UNION ALL SELECT code FROM stranger_log WHERE request_id = $1 LIMIT 1`,
    [id.data],
  );
  const [row] = Rows.parse(rows);
  if (row === undefined) return { kind: "not_kept" };
  if (row.code === "") return { kind: "let_through" };
  if (!isRefusalCode(row.code)) return { kind: "not_kept" };
  const { gate, status } = REFUSALS[row.code];
  return { kind: "refused", code: row.code, gate, status };
}
