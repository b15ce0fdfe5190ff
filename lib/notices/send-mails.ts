import { createHash } from "node:crypto";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { sendMail } from "@/lib/mail/send";
import type { NoticeAudience } from "./kind";
import { kindOf, noticeWords } from "./kinds";
import { noticeMail } from "./mails";

/** How long a process has for a mail before another one may take it for dead. Longer than any mail server is waited for. */
const LEASE_MS = 300_000;
const GIVE_UP_AFTER_MS = 3 * 86_400_000;
const BATCH = 50;

const Group = z.array(z.object({ userId: z.string(), orgId: z.string(), dueAt: z.date() }));

type Rows = Awaited<ReturnType<typeof rowsOf>>;

/**
 * Sends the mails that are due: one to each person about everything that one organization had to say at one moment.
 *
 * Every instance may run it. A group is leased before it is sent and marked afterwards, so that two processes never send
 * the same one, and one whose process died is sent by another after five minutes. Died between sending and marking, it is
 * sent again under the same `Message-ID`. What fails is tried again, ever more rarely, for three days. Who has left the
 * organization (or the staff) or has read the notice in the meantime gets no mail.
 * @param clock Asked again for each mail.
 * @returns How many mails were sent.
 * @throws {AggregateError} What failed; the other mails were sent.
 */
export async function sendNoticeMails(clock: () => Date = () => new Date()): Promise<number> {
  const due = await db.$queryRaw`
    SELECT user_id AS "userId", org_id AS "orgId", mail_due_at AS "dueAt" FROM notice
    WHERE mail_due_at <= ${clock()}::timestamptz
    GROUP BY user_id, org_id, mail_due_at ORDER BY mail_due_at, user_id, org_id LIMIT ${BATCH}`;
  let sent = 0;
  const failures: unknown[] = [];
  for (const group of Group.parse(due)) {
    const leasedUntil = new Date(clock().getTime() + LEASE_MS);
    const { count } = await db.notice.updateMany({
      where: { userId: group.userId, orgId: group.orgId, mailDueAt: group.dueAt },
      data: { mailDueAt: leasedUntil },
    });
    // Somebody else's by now.
    if (count === 0) continue;
    const rows = await rowsOf(group.userId, group.orgId, leasedUntil);
    try {
      let wasSent = false;
      for (const audience of ["members", "staff"] as const) {
        wasSent = (await sendGroup(audience, group.userId, group.orgId, rows)) || wasSent;
      }
      await mark(rows, { mailDueAt: null, ...(wasSent ? { mailedAt: clock() } : {}) });
      sent += wasSent ? 1 : 0;
    } catch (error) {
      failures.push(error);
      await mark(rows, { mailDueAt: nextTry(rows, clock()) });
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} mails were not sent.`);
  return sent;
}

function rowsOf(userId: string, orgId: string, mailDueAt: Date) {
  return db.notice.findMany({
    where: { userId, orgId, mailDueAt },
    select: { id: true, kind: true, subject: true, data: true, createdAt: true, readAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

async function mark(rows: Rows, data: { mailDueAt: Date | null; mailedAt?: Date }): Promise<void> {
  await db.notice.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data });
}

async function sendGroup(
  audience: NoticeAudience,
  userId: string,
  orgId: string,
  group: Rows,
): Promise<boolean> {
  const rows = group.filter(({ kind }) => kindOf(audience, kind) !== null);
  const unread = rows.filter(({ readAt }) => readAt === null);
  const notices = unread.flatMap((row) => noticeWords(row, audience) ?? []);
  const [first] = unread;
  if (first === undefined || notices.length === 0) return false;
  const [user, org] = await Promise.all([
    db.user.findFirst({
      where: {
        id: userId,
        disabledAt: null,
        ...(audience === "staff" ? { staffRole: { not: null } } : { memberships: { some: { orgId } } }),
      },
      select: { email: true },
    }),
    db.org.findUnique({ where: { id: orgId }, select: { slug: true, name: true } }),
  ]);
  if (user === null || org === null) return false;
  const id = createHash("sha256")
    .update(
      rows
        .map((row) => row.id)
        .sort()
        .join(" "),
    )
    .digest("hex")
    .slice(0, 32);
  await sendMail(noticeMail({ to: user.email, audience, org, notices }), {
    id: `notice.${id}`,
    at: first.createdAt,
  });
  return true;
}

/** After as long again as it has waited already, between a minute and six hours; never after three days. */
function nextTry(rows: Rows, now: Date): Date | null {
  const since = Math.min(...rows.map(({ createdAt }) => createdAt.getTime()));
  const waited = now.getTime() - since;
  if (waited >= GIVE_UP_AFTER_MS) return null;
  return new Date(now.getTime() + Math.min(6 * 3_600_000, Math.max(60_000, waited)));
}
