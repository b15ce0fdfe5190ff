import { z } from "zod";
import { isId } from "@/lib/std/id";

/** What the samples of this app are reached by; resolved at the start of each edge. */
const SELF = /^self:\/samples(?:\/[A-Za-z0-9\-_~][A-Za-z0-9\-._~]*)*\/?$/;

/** Why a text cannot be the base URL of an upstream, as far as the text alone shows it; null when it can. */
export function baseUrlFault(text: string): string | null {
  if (text.startsWith("self:")) {
    return SELF.test(text) ? null : "Of this app itself only self:/samples can be an upstream.";
  }
  if (!URL.canParse(text)) return "Enter a whole URL, such as https://api.internal.example/v1.";
  const { protocol, username, password, search, hash, hostname } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return "Only https:// and http:// can be called.";
  if (username !== "" || password !== "") {
    return "Leave credentials out of the URL. The upstream knows the edge by its signature.";
  }
  if (search !== "" || hash !== "" || text.includes("?") || text.includes("#")) {
    return "Leave out the query and the fragment: those of the call are sent.";
  }
  return hostname === "" ? "Enter a host." : null;
}

const BaseUrl = z
  .string()
  .trim()
  .max(500, "Use at most 500 characters.")
  .superRefine((text, context) => {
    const fault = baseUrlFault(text);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  });

const TimeoutMs = z
  .int("Enter whole milliseconds.")
  .min(50, "Give it 50 ms or more.")
  .max(600_000, "Use at most 600,000 ms (10 minutes).");

export const UPSTREAM_NAME_MAX = 60;

/** What can be set of an upstream. */
export const UpstreamFields = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name.")
    .max(UPSTREAM_NAME_MAX, `Use at most ${UPSTREAM_NAME_MAX} characters.`),
  baseUrl: BaseUrl,
  connectTimeoutMs: TimeoutMs,
  headersTimeoutMs: TimeoutMs,
  idleTimeoutMs: TimeoutMs,
  totalTimeoutMs: TimeoutMs,
});
export type UpstreamFields = z.output<typeof UpstreamFields>;

/** Names one upstream. */
export const UpstreamRef = z.strictObject({
  upstreamId: z.string().refine((id) => isId("upstream", id), "This is not an upstream."),
});
export type UpstreamRef = z.output<typeof UpstreamRef>;

/** What editing an upstream takes: all of it, and the version whoever edits has seen. */
export const UpdateUpstreamInput = UpstreamFields.extend({
  ...UpstreamRef.shape,
  version: z.int().min(1),
});
export type UpdateUpstreamInput = z.output<typeof UpdateUpstreamInput>;

/** What trying an address takes: nothing is stored. */
export const TryUpstreamInput = z.strictObject({ baseUrl: BaseUrl });
export type TryUpstreamInput = z.output<typeof TryUpstreamInput>;

/** What an upstream starts with. */
export const UPSTREAM_DEFAULTS = {
  name: "",
  baseUrl: "",
  connectTimeoutMs: 2_000,
  headersTimeoutMs: 15_000,
  idleTimeoutMs: 15_000,
  totalTimeoutMs: 60_000,
} as const satisfies UpstreamFields;
