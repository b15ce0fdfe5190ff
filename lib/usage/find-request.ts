import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { LOGGED_COLUMNS, type LoggedRow, toLoggedRequest } from "./logged-request";
import { type LoggedRequest, RequestId } from "./request-schemas";

/** `not_kept` says nothing about whether there was such a call: few are kept one by one, all are counted. */
export type FoundRequest = { kind: "kept"; request: LoggedRequest } | { kind: "not_kept" };

/**
 * One call of this org by its request ID.
 *
 * An ID that is not kept, one of another org and one that never was have the same answer.
 * @throws {DomainError} `forbidden`; `invalid_input` when it has not the shape of a request ID.
 */
export async function findRequest(ctx: OrgContext, requestId: string): Promise<FoundRequest> {
  requirePermission(ctx, "usage:read");
  const id = RequestId.safeParse(requestId);
  if (!id.success) {
    throw new DomainError("invalid_input", {
      fields: { requestId: id.error.issues.map(({ message }) => message) },
    });
  }
  const { rows } = await pool().query<LoggedRow>(
    `SELECT ${LOGGED_COLUMNS} FROM request_log WHERE org_id = $1 AND request_id = $2`,
    [ctx.org.id, id.data],
  );
  const [row] = rows;
  return row === undefined ? { kind: "not_kept" } : { kind: "kept", request: toLoggedRequest(row) };
}
