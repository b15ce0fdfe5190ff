import { z } from "zod";
import { type ActionRow, keyAt, ofKey, ofRotating, trashedAt } from "./action-row";

const OfOne = z.object({
  results: z.tuple([z.union([z.object({ isDone: z.literal(true) }), z.object({ code: z.string() })])]),
});

const PreviewOfOne = z.object({
  keys: z.tuple([z.union([z.object({ outcome: z.literal("change") }), z.object({ code: z.string() })])]),
});

/** What members do to keys, one by one and many at once. */
export const KEY_ACTIONS: Readonly<Record<string, ActionRow>> = {
  createKeyAction: {
    needs: "keys:create",
    isAudited: true,
    input: async ({ world }) => ({
      name: "Made by the suite",
      products: [{ productId: world.product.id }],
      billingType: "paying",
    }),
  },
  copySecretAction: { needs: "keys:copy", isAudited: true, names: true, input: ofKey() },
  recordIdCopyAction: { needs: "keys:read", isAudited: true, names: true, input: ofKey() },
  deleteKeyAction: { needs: "keys:delete", isAudited: true, names: true, input: ofKey() },
  restoreKeyAction: {
    needs: "keys:delete",
    isAudited: true,
    names: true,
    input: async (place) => ({ keyId: (await trashedAt(place)).id }),
  },
  renameKeyAction: { needs: "keys:edit", isAudited: true, names: true, input: ofKey({ name: "Renamed" }) },
  editKeyAction: { needs: "keys:edit", isAudited: true, names: true, input: ofKey({ note: "Noted." }) },
  disableKeyAction: { needs: "keys:disable", isAudited: true, names: true, input: ofKey() },
  enableKeyAction: {
    needs: "keys:disable",
    isAudited: true,
    names: true,
    input: async (place) => ({ keyId: (await keyAt(place, "disabled")).id }),
  },
  rotateKeyAction: {
    needs: "keys:rotate",
    isAudited: true,
    names: true,
    input: ofKey({ overlapSeconds: 3600 }),
  },
  finishRotationAction: { needs: "keys:rotate", isAudited: true, names: true, input: ofRotating() },
  extendRotationAction: {
    needs: "keys:rotate",
    isAudited: true,
    names: true,
    input: ofRotating({ overlapSeconds: 7200 }),
  },
  cancelRotationAction: { needs: "keys:rotate", isAudited: true, names: true, input: ofRotating() },
  mintTestTokenAction: {
    needs: "keys:copy",
    isAudited: true,
    names: true,
    input: async (place) => ({
      keyId: (await keyAt(place)).id,
      scope: [`${place.world.product.slug}:read`],
    }),
  },

  matchingFleetAction: { needs: "keys:read", isAudited: false, input: async () => ({}) },
  matchingKeysAction: { needs: "keys:read", isAudited: false, input: async () => ({}) },
  previewBulkAction: {
    needs: "keys:disable",
    isAudited: false,
    names: true,
    input: async (place) => ({
      keyIds: [(await keyAt(place)).id],
      operation: { verb: "disable", reason: "Not in use." },
    }),
    verdictOf: (data) => {
      const [first] = PreviewOfOne.parse(data).keys;
      return "code" in first ? first.code : "ok";
    },
  },
  runBulkAction: {
    needs: "keys:disable",
    isAudited: true,
    names: true,
    input: async (place) => ({
      keys: [{ keyId: (await keyAt(place)).id, version: 1 }],
      operation: { verb: "disable", reason: "Not in use." },
    }),
    verdictOf: (data) => {
      const [first] = OfOne.parse(data).results;
      return "code" in first ? first.code : "ok";
    },
  },

  undoBulkAction: {
    needs: "keys:disable",
    isAudited: true,
    names: true,
    input: async (place) => ({
      undo: { verb: "disable", keys: [{ keyId: (await keyAt(place, "disabled")).id, version: 1 }] },
    }),
    verdictOf: (data) => {
      const [first] = OfOne.parse(data).results;
      return "code" in first ? first.code : "ok";
    },
  },
};
