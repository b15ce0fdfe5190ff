import { z } from "zod";
import { deleteKey } from "@/lib/keys/delete";
import { Reason, SearchText } from "@/lib/keys/schemas";
import { BILLING_TYPES } from "@/lib/keys/terms";
import { createKeyFrom } from "../create-key-from";
import { editKeyFrom } from "../edit-key-from";
import { CreateKeyBody, EditKeyBody } from "../key-body";
import { KeyResource, KeyWithSecret, STATUSES } from "../key-resource";
import { listKeyIds } from "../list-key-ids";
import { lockWantedVersion } from "../lock-version";
import { PageQuery, pageOf } from "../page";
import { readKey, readKeys } from "../read-keys";
import { changeRoute, type Route, readRoute } from "../route";
import { KeyParams, NoQuery } from "./key-params";

const listKeys = readRoute({
  method: "GET",
  path: "/keys",
  operationId: "listKeys",
  group: "Keys",
  summary: "List keys",
  description: "The newest first. Keys in the trash are listed with `status=deleted` only.",
  scope: "keys:read",
  params: z.strictObject({}),
  query: PageQuery.extend({
    q: SearchText.pipe(z.string().max(200)).default("").meta({
      description: "Part of a name, tag, product or creator; the start of an ID; an end of a secret.",
    }),
    status: z.enum(STATUSES).optional(),
    product: z.string().max(64).optional().meta({ description: "Slug or ID of a product." }),
    billingType: z.enum(BILLING_TYPES).optional(),
  }),
  answer: pageOf(KeyResource),
  errors: [],
  run: async ({ ctx, client, query }) => {
    const { ids, nextCursor } = await listKeyIds(ctx, query);
    return { body: { data: await readKeys(client, ctx, ids), nextCursor } };
  },
});

const createKey = changeRoute({
  method: "POST",
  path: "/keys",
  operationId: "createKey",
  group: "Keys",
  summary: "Create a key",
  description: "The answer is the only one that holds the new key's secret.",
  scope: "keys:create",
  status: 201,
  params: z.strictObject({}),
  query: NoQuery,
  body: CreateKeyBody,
  answer: KeyWithSecret,
  audits: "key.created",
  holdsSecret: true,
  errors: ["limit_reached"],
  run: async ({ ctx, client, body }) => {
    const { id, secret } = await createKeyFrom(client, ctx, body);
    const key = await readKey(client, ctx, id);
    return { body: { ...key, secret }, version: key.version, location: `/keys/${id}` };
  },
});

const getKey = readRoute({
  method: "GET",
  path: "/keys/{keyId}",
  operationId: "getKey",
  group: "Keys",
  summary: "Get a key",
  description: "Also one in the trash, with status `deleted`.",
  scope: "keys:read",
  params: KeyParams,
  query: NoQuery,
  answer: KeyResource,
  errors: ["not_found"],
  run: async ({ ctx, client, params }) => {
    const key = await readKey(client, ctx, params.keyId);
    return { body: key, version: key.version };
  },
});

const editKey = changeRoute({
  method: "PATCH",
  path: "/keys/{keyId}",
  operationId: "editKey",
  group: "Keys",
  summary: "Change a key",
  description: "What is left out stays. All of it or nothing; what is as it was is no change.",
  scope: "keys:edit",
  status: 200,
  params: KeyParams,
  query: NoQuery,
  body: EditKeyBody,
  answer: KeyResource,
  audits: "key.edited",
  errors: ["not_found", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await lockWantedVersion(client, ctx, params.keyId, ifMatch);
    await editKeyFrom(client, ctx, params.keyId, body);
    const key = await readKey(client, ctx, params.keyId);
    return { body: key, version: key.version };
  },
});

const removeKey = changeRoute({
  method: "DELETE",
  path: "/keys/{keyId}",
  operationId: "deleteKey",
  group: "Keys",
  summary: "Delete a key",
  description: "It works nowhere at once. For 30 days it can be restored, then it is purged.",
  scope: "keys:delete",
  status: 204,
  params: KeyParams,
  query: NoQuery,
  body: z.strictObject({ reason: Reason.default("").meta({ description: "Goes into the audit log." }) }),
  answer: z.undefined(),
  audits: "key.deleted",
  errors: ["not_found", "version_mismatch", "key_protected"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await lockWantedVersion(client, ctx, params.keyId, ifMatch);
    await deleteKey(ctx, { keyId: params.keyId, reason: body.reason });
    return { body: undefined };
  },
});

/** Keys themselves. */
export const KEY_ROUTES: readonly Route[] = [listKeys, createKey, getKey, editKey, removeKey];
