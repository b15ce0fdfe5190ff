import { z } from "zod";
import type { Cast } from "./fill-in";

const Minted = z.object({ access_token: z.string() });

/** Tokens by the key's name: name of the part → scope. `revoked` is revoked at once. */
const TOKENS = {
  active: { token: "echo:write", reading: "echo:read", revoked: "echo:write" },
  reader: { token: "echo:read" },
  "by-address": { token: "echo:write" },
  "header-only": { token: "echo:write" },
} as const;

/** The cast with access tokens minted by a running host. */
export async function withTokens(cast: Cast, port: number): Promise<Cast> {
  const richer = { ...cast };
  for (const [name, scopes] of Object.entries(TOKENS)) {
    const key = cast[name];
    if (key === undefined) continue;
    const tokens: Record<string, string> = {};
    for (const [part, scope] of Object.entries(scopes)) {
      const client = { client_id: key.id, client_secret: key.secret };
      const answer = await post(port, "/oauth/token", { ...client, grant_type: "client_credentials", scope });
      tokens[part] = Minted.parse(await answer.json()).access_token;
      if (part === "revoked") await post(port, "/oauth/revoke", { ...client, token: tokens[part] });
    }
    richer[name] = { ...key, tokens };
  }
  return richer;
}

async function post(port: number, path: string, form: Record<string, string>): Promise<Response> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
