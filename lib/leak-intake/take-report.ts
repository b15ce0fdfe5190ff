import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { readBytes } from "@/lib/management/read-body";
import { parseToken, tokenHash } from "@/lib/management/token-format";
import type { RequestContext } from "@/lib/orgs/context";
import { answerReport, parseReport } from "./answer";
import { findingsOfReport } from "./findings";
import { LeakReportBody, REPORT_BYTES_MAX } from "./schemas";
import { takeIn } from "./take-in";

/** Uses are noted once a minute. */
const NOTED_EVERY_MS = 60_000;

/**
 * Answers a report by somebody with a token of the intake; never throws.
 *
 * The answer says how many findings were sent, and nothing about any of them. A report that comes again changes nothing.
 */
export function takeLeakReport(request: Request, now = new Date()): Promise<Response> {
  return answerReport(request, now, async (base) => {
    const reporter = await whoReports(request.headers.get("authorization"), base);
    const body = parseReport(LeakReportBody, await readBytes(request, REPORT_BYTES_MAX));
    await takeIn(reporter, findingsOfReport(body), now);
    return { status: 202, body: { received: body.findings.length } };
  });
}

/** The reporter's name. @throws {DomainError} `report_token_invalid` for a missing, unknown or revoked token. */
async function whoReports(authorization: string | null, { now, ip }: RequestContext): Promise<string> {
  const [, text = ""] = /^bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  const token = parseToken(text, "leaks");
  const reporter =
    token === null
      ? null
      : await db.leakReporter.findUnique({
          where: { tokenHash: tokenHash(token) },
          select: { id: true, name: true, revokedAt: true, lastUsedAt: true },
        });
  if (reporter === null || reporter.revokedAt !== null) throw new DomainError("report_token_invalid");
  const { id, name, lastUsedAt } = reporter;
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= NOTED_EVERY_MS) {
    await db.leakReporter.updateMany({ where: { id }, data: { lastUsedAt: now, lastUsedIp: ip } });
  }
  return name;
}
