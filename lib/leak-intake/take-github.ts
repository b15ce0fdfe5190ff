import { DomainError } from "@/lib/errors/domain-error";
import { readBytes } from "@/lib/management/read-body";
import { answerReport, parseReport } from "./answer";
import { findingsOfGithub } from "./findings";
import { publishedKeys } from "./key-set";
import { GithubReport, REPORT_BYTES_MAX } from "./schemas";
import { isSigned, looksSigned } from "./signature";
import { takeIn } from "./take-in";

/** The source of what GitHub finds. */
export const GITHUB = "github";

/**
 * Answers a report of GitHub's secret scanning partner programme; never throws.
 *
 * The signature is over the bytes as they came. The answer is the same whatever was reported: an empty list, which is the
 * programme's "no feedback". A report that comes again changes nothing.
 */
export function takeGithubReport(request: Request, now = new Date()): Promise<Response> {
  return answerReport(request, now, async () => {
    const keyId = request.headers.get("github-public-key-identifier") ?? "";
    const signature = request.headers.get("github-public-key-signature") ?? "";
    if (!looksSigned({ keyId, signature })) throw new DomainError("signature_invalid");
    const keys = await publishedKeys(keyId, now.getTime());
    if (!keys.has(keyId)) throw new DomainError("signature_invalid");
    const body = await readBytes(request, REPORT_BYTES_MAX);
    if (!isSigned(keys, { keyId, signature, body })) throw new DomainError("signature_invalid");
    await takeIn(GITHUB, findingsOfGithub(parseReport(GithubReport, body)), now);
    return { status: 200, body: [] };
  });
}
