import { z } from "zod";

/** Lives a form offers, in days; beside them `never` and a date of one's own. */
export const EXPIRY_CHOICES = ["never", "30", "90", "365", "date"] as const;

export const Expiry = z.object({
  expires: z.enum(EXPIRY_CHOICES),
  /** `yyyy-mm-dd`, for the choice `date`. */
  expiresOn: z.string(),
});
export type Expiry = z.output<typeof Expiry>;

const DAY_MS = 86_400_000;

/** The instant a choice means, ISO 8601. A date means the end of that day where the person is; `undefined`: no date yet. */
export function expiryInstant({ expires, expiresOn }: Expiry, now: Date): string | null | undefined {
  if (expires === "never") return null;
  if (expires !== "date") return new Date(now.getTime() + Number(expires) * DAY_MS).toISOString();
  const end = new Date(`${expiresOn}T23:59:59.999`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}
