import type { OAuthConfig } from "next-auth/providers/oauth";
import { TokenSet } from "openid-client";
import { Claims } from "./claims";
import { oidcSettings } from "./settings";

/**
 * The configured OpenID provider, for next-auth: authorization code with PKCE, state and nonce; signature, issuer, audience
 * and times of the ID token are checked against what the issuer publishes. None when none is configured.
 */
export function oidcProvider(): OAuthConfig<Record<string, unknown>>[] {
  const settings = oidcSettings();
  if (settings === null) return [];
  const { issuer, clientId, clientSecret, label } = settings;
  return [
    {
      id: "oidc",
      name: label,
      type: "oauth",
      wellKnown: `${issuer}/.well-known/openid-configuration`,
      issuer,
      clientId,
      clientSecret,
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: "openid email profile" } },
      userinfo: {
        // Many providers put the address there only. What is signed wins; the subject must be the same one.
        request: async ({ client, tokens }) => {
          const set = new TokenSet(tokens);
          const more = client.issuer.userinfo_endpoint === undefined ? {} : await client.userinfo(set);
          return { ...more, ...set.claims() };
        },
      },
      profile: (claims) => ({ id: Claims.parse(claims).sub }),
    },
  ];
}
