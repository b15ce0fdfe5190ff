import type { ActionRow } from "./action-row";

/** What the operator does to the keys the installation itself seals and signs with. */
export const MATERIAL_ACTIONS: Readonly<Record<string, ActionRow>> = {
  sealAgainAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => {
      const { db } = await import("@/lib/db/client");
      await db.materialRun.deleteMany();
      return { ring: "edge" };
    },
  },
  rotateSigningKeyAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => {
      const { db } = await import("@/lib/db/client");
      // Those of a rotation a moment ago would stand in the way.
      await db.tokenKey.deleteMany();
      return { endsAll: false, reason: "" };
    },
  },
};
