import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { extendRotation } from "@/lib/keys/extend-rotation";
import { finishRotation } from "@/lib/keys/finish-rotation";
import {
  CancelRotationInput,
  ExtendRotationInput,
  FinishRotationInput,
  RotateKeyInput,
} from "@/lib/keys/life-schemas";
import { rotateKey } from "@/lib/keys/rotate";
import { onlyVersion } from "../etag";
import { KeyResource, KeyWithSecret } from "../key-resource";
import { lockWantedVersion } from "../lock-version";
import { readKey } from "../read-keys";
import { changeRoute, type Route } from "../route";
import { KeyParams, NoQuery } from "./key-params";

const about = { keyId: true, version: true } as const;

const rotate = changeRoute({
  method: "POST",
  path: "/keys/{keyId}/rotate",
  operationId: "rotateKey",
  group: "Rotation",
  summary: "Rotate a key",
  description:
    "Gives the key a new secret, which is in no other answer. The old one works on for the overlap and can never be brought back afterwards. ID, limits, counters and restrictions stay.",
  scope: "keys:rotate",
  status: 200,
  params: KeyParams,
  query: NoQuery,
  body: RotateKeyInput.omit(about).meta({ id: "RotateKey" }),
  answer: KeyWithSecret,
  audits: "key.rotated",
  holdsSecret: true,
  errors: ["not_found", "rotation_in_progress", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await lockWantedVersion(client, ctx, params.keyId, ifMatch);
    const { secret } = await rotateKey(ctx, { ...params, ...body, version: null });
    const key = await readKey(client, ctx, params.keyId);
    return { body: { ...key, secret }, version: key.version };
  },
});

const finish = changeRoute({
  method: "POST",
  path: "/keys/{keyId}/rotation/finish",
  operationId: "finishRotation",
  group: "Rotation",
  summary: "Finish a rotation",
  description: "The old secret stops working now, for good.",
  scope: "keys:rotate",
  status: 200,
  params: KeyParams,
  query: NoQuery,
  body: FinishRotationInput.omit(about),
  answer: KeyResource,
  audits: "key.rotation_finished",
  errors: ["not_found", "no_rotation", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await lockWantedVersion(client, ctx, params.keyId, ifMatch);
    await finishRotation(ctx, { ...params, ...body, version: null });
    const key = await readKey(client, ctx, params.keyId);
    return { body: key, version: key.version };
  },
});

const extend = changeRoute({
  method: "POST",
  path: "/keys/{keyId}/rotation/extend",
  operationId: "extendRotation",
  group: "Rotation",
  summary: "Extend a rotation",
  description:
    "The old secret works until `overlapSeconds` after the rotation: later than it would have, and within the cap.",
  scope: "keys:rotate",
  status: 200,
  params: KeyParams,
  query: NoQuery,
  body: ExtendRotationInput.omit(about).meta({ id: "ExtendRotation" }),
  answer: KeyResource,
  audits: "key.rotation_extended",
  errors: ["not_found", "no_rotation", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await lockWantedVersion(client, ctx, params.keyId, ifMatch);
    await extendRotation(ctx, { ...params, ...body, version: null });
    const key = await readKey(client, ctx, params.keyId);
    return { body: key, version: key.version };
  },
});

const cancel = changeRoute({
  method: "POST",
  path: "/keys/{keyId}/rotation/cancel",
  operationId: "cancelRotation",
  group: "Rotation",
  summary: "Cancel a rotation",
  description:
    "While nobody has used the new secret: the old one is current again. Every live edge is asked first, for up to five seconds.",
  scope: "keys:rotate",
  status: 200,
  params: KeyParams,
  query: NoQuery,
  body: CancelRotationInput.omit(about),
  answer: KeyResource,
  audits: "key.rotation_cancelled",
  isManyTransactions: true,
  errors: ["not_found", "no_rotation", "new_secret_used", "edge_unreachable", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await cancelRotation(ctx, { ...params, ...body, version: onlyVersion(ifMatch) });
    const key = await readKey(client, ctx, params.keyId);
    return { body: key, version: key.version };
  },
});

/** A key's secrets. */
export const ROTATION_ROUTES: readonly Route[] = [rotate, finish, extend, cancel];
