import { z } from "zod";
import { disableKey } from "@/lib/keys/disable";
import { enableKey } from "@/lib/keys/enable";
import { restoreKey } from "@/lib/keys/restore";
import { Reason } from "@/lib/keys/schemas";
import { KeyResource } from "../key-resource";
import { lockWantedVersion } from "../lock-version";
import { readKey } from "../read-keys";
import { changeRoute, type Route } from "../route";
import { KeyParams, NoQuery } from "./key-params";

const Why = z.strictObject({
  reason: Reason.default("").meta({ description: "Goes into the audit log." }),
});

type Switch = Pick<
  Parameters<typeof changeRoute>[0],
  "operationId" | "summary" | "description" | "audits" | "errors"
> & {
  path: string;
  verb: typeof disableKey | typeof enableKey;
};

/** One of the two ways of a switch that takes a reason. */
function switchRoute({ verb, errors, ...said }: Switch): Route {
  return changeRoute({
    ...said,
    method: "POST",
    group: "State",
    scope: "keys:disable",
    status: 200,
    params: KeyParams,
    query: NoQuery,
    body: Why,
    answer: KeyResource,
    errors: ["not_found", ...errors, "version_mismatch"],
    run: async ({ ctx, client, params, body, ifMatch }) => {
      await lockWantedVersion(client, ctx, params.keyId, ifMatch);
      await verb(ctx, { ...params, ...body, version: null });
      const key = await readKey(client, ctx, params.keyId);
      return { body: key, version: key.version };
    },
  });
}

const disable = switchRoute({
  path: "/keys/{keyId}/disable",
  operationId: "disableKey",
  summary: "Disable a key",
  description:
    "Every call with it is refused within a second; nothing of it is lost. The reason is shown with the key.",
  audits: "key.disabled",
  errors: ["already_disabled"],
  verb: disableKey,
});

const enable = switchRoute({
  path: "/keys/{keyId}/enable",
  operationId: "enableKey",
  summary: "Enable a key",
  description:
    "What the provider's staff disabled, only its support can enable; the answer says how to reach it.",
  audits: "key.enabled",
  errors: ["not_disabled", "disabled_by_staff"],
  verb: enableKey,
});

const restore = changeRoute({
  method: "POST",
  path: "/keys/{keyId}/restore",
  operationId: "restoreKey",
  group: "State",
  summary: "Restore a deleted key",
  description:
    "Within 30 days of its deletion. It is what it was, and works again as far as its dates and state let it.",
  scope: "keys:delete",
  status: 200,
  params: KeyParams,
  query: NoQuery,
  body: z.strictObject({}),
  answer: KeyResource,
  audits: "key.restored",
  errors: ["not_found", "limit_reached"],
  run: async ({ ctx, client, params }) => {
    await restoreKey(ctx, params);
    const key = await readKey(client, ctx, params.keyId);
    return { body: key, version: key.version };
  },
});

/** Whether a key works. */
export const STATE_ROUTES: readonly Route[] = [disable, enable, restore];
