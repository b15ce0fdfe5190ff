import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

/** Somebody with an account at the provider. */
export type Member = { sub: string; email: string; email_verified: boolean; name: string };

type Client = { clientId: string; clientSecret: string; redirectUri: string; loggedOutUri: string };

/** A certified OpenID provider on a port of its own, with one client and these members; whoever signs in types a subject. */
export async function startOpenIdProvider(port: number, client: Client, members: readonly Member[]) {
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [client.redirectUri],
        post_logout_redirect_uris: [client.loggedOutUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    cookies: { keys: ["for a test only"] },
    findAccount: (_ctx, id) => {
      const member = members.find(({ sub }) => sub === id);
      return member && { accountId: id, claims: () => ({ ...member }) };
    },
  });
  const server = createServer(provider.callback());
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
