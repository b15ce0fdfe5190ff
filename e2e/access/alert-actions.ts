import { type ActionRow, keyAt, type Place } from "./action-row";

/** An open alert of a key of the organization. */
async function alertAt(place: Place): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const key = await keyAt(place);
  const { id } = await db.alert.create({
    data: {
      id: newId("alert"),
      orgId: place.org.id,
      keyId: key.id,
      kind: "new_network",
      occurrence: "192.0.2.0/24",
      at: new Date(),
      data: { value: "192.0.2.0/24", calls: 3, also: [] },
    },
    select: { id: true },
  });
  return id;
}

let days = 100;

/** What members do about alerts and the rules for them. */
export const ALERT_ACTIONS: Readonly<Record<string, ActionRow>> = {
  setAlertsAsideAction: {
    needs: "alerts:answer",
    isAudited: true,
    names: true,
    input: async (place) => ({ alertIds: [await alertAt(place)], isAside: true }),
  },
  thisIsMeAction: {
    needs: "alerts:answer",
    isAudited: true,
    names: true,
    input: async (place) => ({ alertId: await alertAt(place) }),
  },
  setAlertRuleAction: {
    needs: "alerts:manage",
    isAudited: true,
    names: true,
    // Another number each time: the same again is no change.
    input: async (place) => ({
      keyId: (await keyAt(place)).id,
      kind: "unused",
      rule: { isOn: true, value: ++days },
    }),
  },
};
