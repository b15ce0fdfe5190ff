import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { safePath } from "../safe-path";

/** How long a person may take at the provider: 10 minutes. */
export const INTENT_SECONDS = 600;

const Sealed = z.object({
  intent: z.enum(["connect", "prove"]),
  /** The session that asked; any other one gets nothing of it. */
  session: z.string(),
  askedAt: z.number().int(),
  back: z.string().transform((path) => safePath(path) ?? "/account"),
});

/** Why somebody who is signed in goes to the provider. Without one, they sign in. */
export type Intent = z.output<typeof Sealed>;

/** The intent for a cookie of this browser; nobody else can make one. */
export function sealIntent(intent: Intent, secret: string): Promise<string> {
  return encode({ token: intent, secret, maxAge: INTENT_SECONDS, salt: "keyward-oidc" });
}

/** What `sealIntent` sealed; null for anything else, and for what is older than 10 minutes. */
export async function openIntent(cookie: string | undefined, secret: string): Promise<Intent | null> {
  if (!cookie) return null;
  try {
    const parsed = Sealed.safeParse(await decode({ token: cookie, secret, salt: "keyward-oidc" }));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
