import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { RequestId } from "./request-schemas";

/** A refused call that no key was found for. */
export type Stranger = {
  requestId: string;
  at: string;
  method: string;
  endpoint: string;
  status: number;
  code: string;
  saw: string;
  rule: string;
  ip: string;
  country: string;
  agent: string;
  referrer: string;
  weight: number;
};

type Row = Omit<Stranger, "requestId" | "at"> & { request_id: string; at: Date };

/**
 * A refused call of no known key by its request ID, for the provider's staff alone; null when it is not kept.
 *
 * @throws {DomainError} `forbidden`; `invalid_input` when it has not the shape of a request ID.
 */
export async function findStranger(ctx: StaffContext, requestId: string): Promise<Stranger | null> {
  requireStaff(ctx, "requests:read");
  const id = RequestId.safeParse(requestId);
  if (!id.success) {
    const messages = id.error.issues.map(({ message }) => message);
    throw new DomainError("invalid_input", { fields: { requestId: messages } });
  }
  const { rows } = await pool().query<Row>(
    `SELECT request_id, at, method, endpoint, status, code, saw, rule, ip, country, agent, referrer, weight
       FROM stranger_log WHERE request_id = $1`,
    [id.data],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { request_id, at, ...rest } = row;
  return { requestId: request_id, at: at.toISOString(), ...rest };
}
