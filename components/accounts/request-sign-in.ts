import { z } from "zod";
import { type SignInInput, SignInRefusal } from "@/lib/accounts/schemas";

const Csrf = z.object({ csrfToken: z.string() });
const Answer = z.object({ url: z.string() });

/** Signs in through next-auth's endpoint; null when it worked, else the refusal. The browser then holds the session. */
export async function requestSignIn({
  email,
  password,
  verifyToken,
}: SignInInput): Promise<SignInRefusal | null> {
  try {
    const { csrfToken } = Csrf.parse(await (await fetch("/api/auth/csrf", { cache: "no-store" })).json());
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({
        email,
        password,
        ...(verifyToken && { verifyToken }),
        csrfToken,
        json: "true",
      }),
    });
    const { searchParams } = new URL(Answer.parse(await response.json()).url, window.location.origin);
    const refusal = searchParams.get("error");
    if (refusal !== null) return SignInRefusal.parse(JSON.parse(refusal));
    return response.ok && !searchParams.has("csrf") ? null : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

const UNREACHABLE: SignInRefusal = {
  code: "unavailable",
  message: "Keyward could not be reached, or did not answer as expected. Reload the page and try again.",
  requestId: "none",
};
