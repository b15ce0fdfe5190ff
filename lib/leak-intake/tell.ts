import type { Tx } from "@/lib/db/client";
import type { LockedKey } from "@/lib/keys/lock";
import { notify } from "@/lib/notices/notify";
import { emitEvent } from "@/lib/webhooks/emit-event";
import type { Decision } from "./decide";
import type { DueFinding } from "./due-findings";

type Told = {
  key: LockedKey;
  finding: DueFinding & { secretId: string };
  /** `null`: the secret works nowhere. */
  decision: Decision | null;
  endsAt: string | null;
  works: boolean;
};

/**
 * Tells whoever made the key and every admin, while the secret works, and webhooks in any case. People hear of one secret once
 * a day, however many places it is found in.
 */
export async function tellOf(
  tx: Tx,
  { key, finding, decision, endsAt, works }: Told,
  now: Date,
): Promise<void> {
  await emitEvent(tx, {
    orgId: key.orgId,
    type: "leak.found",
    at: now,
    once: finding.id,
    payload: {
      findingId: finding.id,
      keyId: key.id,
      keyName: key.name,
      source: finding.source,
      url: finding.url === "" ? null : finding.url,
      works,
      response: decision?.response ?? "none",
    },
  });
  if (decision === null) return;
  const notice = {
    orgId: key.orgId,
    kind: "key.leak_found" as const,
    subject: key.id,
    occurrence: `${finding.secretId}/${now.toISOString().slice(0, 10)}`,
    data: {
      keyName: key.name,
      source: finding.source,
      // The whole address is on the page: a mail with a link that a stranger chose helps nobody.
      host: URL.parse(finding.url)?.host ?? "",
      foundAt: finding.receivedAt.toISOString(),
      response: decision.response,
      instead: decision.instead,
      endsAt,
    },
    at: now,
  };
  await notify(tx, { ...notice, userIds: [key.createdById] });
  await notify(tx, { ...notice, role: "admin" });
}
