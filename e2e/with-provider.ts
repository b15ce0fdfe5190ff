import { dirname } from "node:path";
import { freePort } from "@/lib/db/embedded/free-port";
import { startEmbedded } from "../lib/db/embedded";
import { provisionKeys } from "../lib/sealing/provision";
import { demoFile } from "./demo";
import { Keyward } from "./faults/keyward";
import { type Member, startOpenIdProvider } from "./openid-provider";

/** The demo's data behind a second built server, which has an OpenID provider configured: a real one, on this machine. */
export async function startWithProvider(members: readonly Member[]) {
  const dataDir = dirname(demoFile);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const client = {
    clientId: "keyward",
    clientSecret: "a secret of this test, for nobody else",
    redirectUri: `${url}/api/auth/callback/oidc`,
    loggedOutUri: `${url}/sign-in`,
  };
  const provider = await startOpenIdProvider(await freePort(), client, members);
  // Shared with the running demo, which keeps it running.
  const database = await startEmbedded(dataDir);
  const keyward = new Keyward(
    {
      ...provisionKeys(dataDir),
      NODE_ENV: "production",
      KEYWARD_DEMO: "1",
      PUBLIC_URL: url,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: client.clientId,
      OIDC_CLIENT_SECRET: client.clientSecret,
      OIDC_LABEL: "Harbour ID",
    },
    dataDir,
  );
  await keyward.start();
  return {
    url,
    stop: async () => {
      await keyward.stop();
      await database.stop();
      await provider.stop();
    },
  };
}
