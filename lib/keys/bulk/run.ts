import { requireStepUp } from "@/lib/accounts/step-up";
import { isDatabaseAway } from "@/lib/actions/fault";
import { reportFault } from "@/lib/actions/report-fault";
import { db } from "@/lib/db/client";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { isDomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { deleteKey } from "../delete";
import { disableKey } from "../disable";
import { enableKey } from "../enable";
import { rotateKey } from "../rotate";
import { restrictKey } from "./restrict-key";
import type { BulkOperation, RunBulkInput } from "./schemas";

/** What was done to one key, or why nothing was. */
export type BulkResult = { keyId: string } & (
  | {
      isDone: true;
      /** Of a rotated key whose secret is not kept: here and nowhere else. */
      secret?: string;
      /** Of a rotated key: until when the old secret works; `null`: it has ended. ISO 8601. */
      endsAt?: string | null;
    }
  | { isDone: false; code: ErrorCode; message: string }
);

/** In the order the keys were named. */
export type BulkResults = { results: BulkResult[] };

/**
 * Does one thing to several keys, each by its own verb in a transaction of its own: with that verb's rights, audit row and
 * refusals. A key that is refused, or changed since it was looked at, holds up no other one.
 *
 * All audit rows of one call carry its request ID. A new secret is in the answer only where it is kept nowhere.
 * @throws {DomainError} `forbidden` for a role that may do this to no key; `step_up_required` before anything is done.
 */
export async function runBulk(ctx: OrgContext, { keys, operation }: RunBulkInput): Promise<BulkResults> {
  requirePermission(ctx, PERMISSIONS[operation.verb], true);
  if (operation.verb === "rotate" || operation.verb === "delete") await requireStepUp(ctx);
  const results: BulkResult[] = [];
  for (const key of keys) {
    try {
      results.push({ keyId: key.keyId, isDone: true, ...(await doTo(ctx, key, operation)) });
    } catch (error) {
      results.push({ keyId: key.keyId, isDone: false, ...told(ctx, error) });
    }
  }
  return { results };
}

const PERMISSIONS = {
  disable: "keys:disable",
  enable: "keys:disable",
  delete: "keys:delete",
  rotate: "keys:rotate",
  restrict: "keys:edit",
} as const satisfies Record<BulkOperation["verb"], string>;

type Ref = RunBulkInput["keys"][number];

async function doTo(ctx: OrgContext, key: Ref, operation: BulkOperation) {
  const { reason } = operation;
  switch (operation.verb) {
    case "disable":
      await disableKey(ctx, { ...key, reason });
      return {};
    case "enable":
      await enableKey(ctx, { ...key, reason });
      return {};
    case "delete":
      await deleteKey(ctx, { keyId: key.keyId, reason });
      return {};
    case "rotate": {
      const { verb: _, ...terms } = operation;
      const { secretId, secret, retiring } = await rotateKey(ctx, { ...key, ...terms });
      const endsAt = retiring?.endsAt ?? null;
      return (await isKept(secretId)) ? { endsAt } : { endsAt, secret: String(secret) };
    }
    case "restrict": {
      const { how, restriction } = operation;
      await restrictKey(ctx, { ...key, how, restriction, reason });
      return {};
    }
  }
}

async function isKept(secretId: string): Promise<boolean> {
  return (await db.secret.count({ where: { id: secretId, sealedSecret: { not: null } } })) > 0;
}

function told(ctx: OrgContext, error: unknown): { code: ErrorCode; message: string } {
  if (isDomainError(error)) {
    const sentences = Object.values(error.fields ?? {}).flat();
    return { code: error.code, message: sentences.length > 0 ? sentences.join(" ") : error.message };
  }
  reportFault(ctx.requestId, error);
  const code = isDatabaseAway(error) ? "unavailable" : "internal";
  return { code, message: ERROR_CODES[code].message };
}
