import type { Tx } from "@/lib/db/client";
import { ROLES } from "@/lib/members/permissions";
import type { NoticeData, NoticeKind, StaffNoticeKind } from "@/lib/notices/kinds";
import { notify } from "@/lib/notices/notify";
import { notifyStaff } from "@/lib/notices/notify-staff";

type About = {
  id: string;
  orgId: string;
  createdById: string;
  submittedById: string | null;
  key: { name: string };
  endpointClass: { name: string; product: { name: string } };
};

type CustomerKind = Extract<NoticeKind, `qps.${string}`>;
type ReviewKind = Extract<StaffNoticeKind, `review.${string}`>;

type Told<K extends CustomerKind | ReviewKind> = {
  kind: K;
  /** What the kind says beside the key, the class and the organization. */
  data: Omit<NoticeData[K], "keyName" | "className" | "orgName">;
  at: Date;
  /** Names the event among those of its kind; a moment of its own unless it is told by a job. */
  occurrence?: string;
  /** Who did it and needs no telling. */
  exceptUserId?: string;
};

/**
 * Tells the customer's people of a step: who wrote or sent the request, and every admin and owner. Each hears of it once.
 * @returns How many people were told who had not been told before.
 */
export async function tellCustomer<K extends CustomerKind>(
  tx: Tx,
  about: About,
  { kind, data, at, occurrence, exceptUserId }: Told<K>,
): Promise<number> {
  const admins = await tx.membership.findMany({
    where: { orgId: about.orgId, role: { in: ROLES.slice(ROLES.indexOf("admin")) } },
    select: { userId: true },
  });
  const userIds = new Set([about.createdById, about.submittedById, ...admins.map(({ userId }) => userId)]);
  return notify(tx, {
    orgId: about.orgId,
    userIds: [...userIds].filter((id) => id !== null && id !== exceptUserId).map(String),
    kind,
    subject: about.id,
    occurrence: occurrence ?? String(at.getTime()),
    // The rest is what `Told` asks for; TypeScript does not put a part and its remainder together again.
    data: { ...namesOf(about), ...data } as NoticeData[K],
    at,
  });
}

/** Tells the staff who review requests of a step. Each hears of it once. */
export async function tellReviewers<K extends ReviewKind>(
  tx: Tx,
  about: About & { org: { name: string } },
  { kind, data, at, occurrence, exceptUserId }: Told<K>,
): Promise<number> {
  return notifyStaff(tx, {
    permission: kind === "review.second_needed" || kind === "review.new" ? "qps:decide" : "qps:review",
    exceptUserIds: exceptUserId === undefined ? [] : [exceptUserId],
    orgId: about.orgId,
    kind,
    subject: about.id,
    occurrence: occurrence ?? String(at.getTime()),
    data: { ...namesOf(about), orgName: about.org.name, ...data } as NoticeData[K],
    at,
  });
}

function namesOf({ key, endpointClass }: About) {
  return { keyName: key.name, className: `${endpointClass.product.name} · ${endpointClass.name}` };
}
