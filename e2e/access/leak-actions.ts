import { createHash } from "node:crypto";
import { z } from "zod";
import { type ActionRow, keyAt, ofKey } from "./action-row";

let reporters = 0;

/** A name under which nobody reports yet. */
const nextReporter = (): string => {
  reporters += 1;
  return `Scanner ${reporters}`;
};

/** Somebody who may report leaks. */
async function reporterAt(): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const id = newId("leakReporter");
  const tokenHash = createHash("sha256").update(id).digest();
  const data = { id, name: nextReporter(), tokenHash, head: "abcd", createdById: "system" };
  return (await db.leakReporter.create({ data, select: { id: true } })).id;
}

const Siblings = z.object({ keys: z.array(z.unknown()) });

/** What members do about a key that was seen where it should not be, and who may report that it was. */
export const LEAK_ACTIONS: Readonly<Record<string, ActionRow>> = {
  findLeaksAction: {
    needs: "keys:read",
    isAudited: false,
    names: true,
    input: async (place) => {
      const { id, plaintext } = await keyAt(place);
      return { digests: [createHash("sha256").update(plaintext).digest("hex")], keyIds: [id] };
    },
  },
  respondToLeakAction: {
    needs: "leaks:report",
    isAudited: true,
    names: true,
    input: ofKey({ response: "note", note: "Seen in a public repository." }),
  },
  findSiblingsAction: {
    needs: "keys:read",
    isAudited: false,
    names: true,
    input: async (place) => ({ keyIds: [(await keyAt(place)).id] }),
    verdictOf: (data) => (Siblings.parse(data).keys.length === 0 ? "not_found" : "ok"),
  },
  createReporterAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => ({ name: nextReporter() }),
  },
  revokeReporterAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => ({ reporterId: await reporterAt() }),
  },
};
