import { env } from "@/lib/env";

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What its button says: "Sign in with …". */
  label: string;
};

/** The OpenID provider people may sign in with; null when none is configured. */
export function oidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_LABEL } = env();
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined)
    return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    label: OIDC_LABEL,
  };
}

/** What a page may know of it. */
export function oidcLabel(): string | null {
  return oidcSettings()?.label ?? null;
}
