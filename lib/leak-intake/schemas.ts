import { z } from "zod";
import type { ErrorCode } from "@/lib/errors/codes";
import { isId } from "@/lib/std/id";

/** What can happen by itself when a leaked secret is reported, the mildest first. */
export const LEAK_RESPONSES = ["notify", "throttle", "restrict", "rotate"] as const;
/** What an organization lays down about that. */
export const LeakPolicy = z.enum(LEAK_RESPONSES, "Choose what happens.");
export type LeakPolicy = z.output<typeof LeakPolicy>;

/** Why something milder was done than the policy says. */
export const LEAK_INSTEADS = [
  "no_addresses",
  "too_many_addresses",
  "shown_once",
  "rotation_under_way",
] as const;
export type Instead = (typeof LEAK_INSTEADS)[number];

/** What was done at once about a secret that was found; `none`: it works nowhere, so there was nothing to do. */
export const DONE_RESPONSES = ["none", ...LEAK_RESPONSES] as const;
export type DoneResponse = (typeof DONE_RESPONSES)[number];

/** The same of a management token: it is revoked wherever the policy is more than to tell people. */
export type TokenResponse = "none" | "notify" | "revoke";

/** Secrets that one report can hold. */
export const MATCHES_MAX = 20_000;
/** Bytes of a report: well above 10,000 secrets with long addresses, and below what the host holds in memory. */
export const REPORT_BYTES_MAX = 8_000_000;

/** Longer texts are no places of a secret; what is only told is left out rather than the finding. */
const told = (max: number) => z.string().max(max).catch("");

/** One match as GitHub's partner programme reports it. */
export const GithubMatch = z.object({
  token: z.string().max(4_096),
  type: told(200),
  url: told(2_048),
  source: told(100),
});
/** The body of a report by GitHub. */
export const GithubReport = z.array(GithubMatch).max(MATCHES_MAX);
export type GithubReport = z.output<typeof GithubReport>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "Use SHA-256 in 64 lower-case hex digits.");

/** The body of a report by anybody else: each secret in clear, or as its SHA-256. */
export const LeakReportBody = z.strictObject({
  findings: z
    .array(
      z.union([
        z.strictObject({ token: z.string().max(4_096), url: told(2_048), type: told(200) }),
        z.strictObject({ sha256: Sha256, url: told(2_048), type: told(200) }),
      ]),
    )
    .min(1, "Report at least one finding.")
    .max(MATCHES_MAX, `Report at most ${MATCHES_MAX} findings at once.`),
});
export type LeakReportBody = z.output<typeof LeakReportBody>;

/** Every code a report can be refused with: `type` of a refusal links to its explanation. */
export const REPORT_REFUSALS = [
  "malformed_json",
  "signature_invalid",
  "report_token_invalid",
  "body_too_large",
  "invalid_input",
  "too_many_attempts",
  "internal",
  "unavailable",
] as const satisfies readonly ErrorCode[];

/** How many reporters can have a token that works. */
export const REPORTERS_MAX = 50;

/** What letting somebody report takes. Customers read the name. */
export const CreateReporterInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Name who reports, such as a scanner.")
    .max(60, "Use at most 60 characters.")
    .refine((name) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(name), "Use one line.")
    .refine((name) => name.toLowerCase() !== "github", "GitHub reports with its signature, without a token."),
});
export type CreateReporterInput = z.output<typeof CreateReporterInput>;

/** Names one reporter. */
export const ReporterRef = z.strictObject({
  reporterId: z.string().refine((id) => isId("leakReporter", id), "This is not a reporter."),
});
export type ReporterRef = z.output<typeof ReporterRef>;
