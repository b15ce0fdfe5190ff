import { z } from "zod";

const Csrf = z.object({ csrfToken: z.string() });
const Answer = z.object({ url: z.url() });

type Way = {
  /** Where to come back to: a path on this site. */
  destination: string;
  /** Have the provider ask for its password again, however recently it did. */
  fresh?: boolean;
};

/** Leaves for the identity provider. Answers a sentence when that does not work; otherwise the page is left and it never answers. */
export async function goToProvider({ destination, fresh = false }: Way): Promise<string> {
  try {
    const { csrfToken } = Csrf.parse(await (await fetch("/api/auth/csrf", { cache: "no-store" })).json());
    const query = fresh ? `?${new URLSearchParams({ prompt: "login", max_age: "0" })}` : "";
    const response = await fetch(`/api/auth/signin/oidc${query}`, {
      method: "POST",
      body: new URLSearchParams({ csrfToken, callbackUrl: destination, json: "true" }),
    });
    const { url } = Answer.parse(await response.json());
    // next-auth names a page of its own when the provider cannot be reached.
    if (new URL(url).origin === window.location.origin && new URL(url).pathname.startsWith("/api/auth/"))
      return AWAY;
    window.location.assign(url);
    return await new Promise<never>(() => undefined);
  } catch {
    return AWAY;
  }
}

const AWAY = "The identity provider could not be reached. Try again in a moment.";
