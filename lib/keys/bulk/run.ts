import { requireStepUp } from "@/lib/accounts/step-up";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { cancelRotation } from "../cancel-rotation";
import { deleteKey } from "../delete";
import { disableKey } from "../disable";
import { enableKey } from "../enable";
import { rotateKey } from "../rotate";
import { type BulkResults, oneByOne } from "./one-by-one";
import { restrictKey } from "./restrict-key";
import type { BulkOperation, RunBulkInput } from "./schemas";
import { setQueryKey } from "./set-query-key";

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
  return oneByOne(ctx, keys, (key) => doTo(ctx, key, operation));
}

const PERMISSIONS = {
  disable: "keys:disable",
  enable: "keys:disable",
  delete: "keys:delete",
  rotate: "keys:rotate",
  restrict: "keys:edit",
  forbid_query: "keys:edit",
  cancel_rotation: "keys:rotate",
} as const satisfies Record<BulkOperation["verb"], string>;

type Ref = RunBulkInput["keys"][number];

async function doTo(ctx: OrgContext, key: Ref, operation: BulkOperation) {
  const { reason } = operation;
  switch (operation.verb) {
    case "disable":
      return disableKey(ctx, { ...key, reason });
    case "enable":
      return enableKey(ctx, { ...key, reason });
    case "delete":
      await deleteKey(ctx, { keyId: key.keyId, reason });
      return { version: null };
    case "rotate": {
      const { verb: _, ...terms } = operation;
      const { version, secretId, secret, retiring } = await rotateKey(ctx, { ...key, ...terms });
      const endsAt = retiring?.endsAt ?? null;
      return (await isKept(secretId)) ? { version, endsAt } : { version, endsAt, secret: String(secret) };
    }
    case "restrict": {
      const { how, restriction } = operation;
      return restrictKey(ctx, { ...key, how, restriction, reason });
    }
    case "forbid_query":
      return setQueryKey(ctx, { ...key, allowQueryKey: false, reason });
    case "cancel_rotation":
      return cancelRotation(ctx, { ...key, reason });
  }
}

async function isKept(secretId: string): Promise<boolean> {
  return (await db.secret.count({ where: { id: secretId, sealedSecret: { not: null } } })) > 0;
}
