import type { AuditItem } from "@/lib/audit/entries";
import { ENTRY_SELECT, withNames } from "@/lib/audit/entries";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { getKey, type KeyDetails } from "@/lib/keys/get";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { listRequests } from "@/lib/usage/list-requests";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { type Answer, answersFor } from "./answers";
import { customerEyes } from "./customer-eyes";
import { diagnoseKey, type KeyDiagnosis } from "./diagnose-key";
import { type KeyLoad, keyLoad } from "./key-limits";
import { listNotes, type Note } from "./notes";
import { type OpenRequest, openRequests } from "./open-requests";
import { recordLookUps } from "./record-look-ups";
import type { KeyTicketInput } from "./schemas";

/** Everything support may know of one key. Times are ISO 8601. */
export type KeyReport = KeyDiagnosis & {
  keyId: string;
  org: { id: string; slug: string; name: string; type: "enterprise" | "self_serve" };
  /** `null` when the account does not exist any more. */
  owner: { userId: string; name: string; email: string; isDisabled: boolean } | null;
  /** `null`: the key is in the trash, and nothing of it works. */
  living: { details: KeyDetails; load: KeyLoad } | null;
  /** The newest calls that are kept by themselves. */
  calls: LoggedRequest[];
  audit: AuditItem[];
  requests: OpenRequest[];
  notes: Note[];
  answers: Answer[];
};

const CALLS_SHOWN = 15;
const ENTRIES_SHOWN = 15;

/**
 * One key of any organization, for a ticket: whose it is, its state in a sentence and everything that explains it. Of a secret
 * nothing but its first and last four characters.
 *
 * The look is in the customer's audit log before anything is answered.
 * @param hasSentSecret The ticket held a secret of this key.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or purged key; `unavailable` when counting took too long.
 */
export async function lookUpKey(
  ctx: StaffContext,
  { keyId, ticket }: KeyTicketInput,
  hasSentSecret = false,
): Promise<KeyReport> {
  requireStaff(ctx, "support:look_up");
  const key = await db.key.findUnique({
    where: { id: keyId },
    select: { createdById: true, org: { select: { id: true, slug: true, name: true, type: true } } },
  });
  if (key === null) throw new DomainError("not_found");
  const { org } = key;
  await recordLookUps(ctx, ticket, [{ kind: "key", orgId: org.id, keyId }]);
  const eyes = customerEyes(ctx, org);
  const [diagnosis, owner, details, page, audit, requests, notes] = await Promise.all([
    diagnoseKey(eyes, keyId),
    ownerOf(key.createdById),
    getKey(eyes, { keyId }).catch((error: unknown) => {
      if (isDomainError(error) && error.code === "not_found") return null;
      throw error;
    }),
    listRequests(eyes, { keyId, limit: CALLS_SHOWN }),
    auditOfKey(org.id, keyId),
    openRequests({ orgId: org.id, keyId }),
    listNotes(ctx, { orgId: org.id, keyId }),
  ]);
  const { PROVIDER_NAME, PUBLIC_URL } = env();
  return {
    ...diagnosis,
    keyId,
    org,
    owner,
    living: details === null ? null : { details, load: await keyLoad(eyes, details) },
    calls: page.requests,
    audit,
    requests,
    notes,
    answers: answersFor({
      keyId,
      keyName: diagnosis.name,
      orgSlug: org.slug,
      state: diagnosis.state,
      refused: diagnosis.facts.traffic.refused,
      hasSentSecret,
      providerName: PROVIDER_NAME,
      publicUrl: PUBLIC_URL,
    }),
  };
}

async function ownerOf(userId: string): Promise<KeyReport["owner"]> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { name: true, email: true, disabledAt: true },
  });
  return user && { userId, name: user.name, email: user.email, isDisabled: user.disabledAt !== null };
}

async function auditOfKey(orgId: string, keyId: string): Promise<AuditItem[]> {
  const rows = await db.auditEntry.findMany({
    where: { chain: orgId, targetId: keyId },
    select: ENTRY_SELECT,
    orderBy: { seq: "desc" },
    take: ENTRIES_SHOWN,
  });
  return withNames(orgId, rows);
}
