import { db } from "@/lib/db/client";
import { createToken } from "@/lib/management/create-token";
import { ALL_SCOPES } from "@/lib/management/scopes";
import { parseToken, tokenHash } from "@/lib/management/token-format";
import { newId } from "@/lib/std/id";
import { ORGS } from "./cast";
import type { DemoFacts } from "./facts";

const DAY_MS = 86_400_000;

/**
 * A management token of each organization, what a program would be given: those that are kept and still work, else a new one
 * of its owner's. An organization that has since asked for a fresh proof before that gets none: nobody is here to give one.
 */
export async function seedTokens(kept: DemoFacts["tokens"], now: Date): Promise<DemoFacts["tokens"]> {
  const tokens: DemoFacts["tokens"] = [];
  for (const { slug } of ORGS) {
    const known = kept.find(({ org }) => org === slug);
    const token = known && (await isWorking(known.token)) ? known.token : await makeToken(slug, now);
    if (token !== null) tokens.push({ org: slug, token });
  }
  return tokens;
}

async function isWorking(text: string): Promise<boolean> {
  const token = parseToken(text);
  if (token === null) return false;
  return (await db.managementToken.count({ where: { tokenHash: tokenHash(token), revokedAt: null } })) > 0;
}

async function makeToken(slug: string, now: Date): Promise<string | null> {
  const membership = await db.membership.findFirst({
    where: { org: { slug, requireStepUp: false }, role: "owner" },
    select: {
      user: { select: { id: true, name: true, email: true } },
      org: { select: { id: true, slug: true, name: true, type: true } },
    },
    orderBy: { createdAt: "asc" },
  });
  if (membership === null) return null;
  const { token } = await createToken(
    {
      org: membership.org,
      role: "owner",
      actor: { type: "user", ...membership.user },
      requestId: newId("request"),
      ip: "127.0.0.1",
      userAgent: "Keyward demo seed",
      now: new Date(now.getTime() - 7 * DAY_MS),
    },
    { name: "Deployment pipeline", scopes: [...ALL_SCOPES], lifetimeDays: null },
  );
  return token;
}
