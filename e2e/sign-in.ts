import { encode } from "next-auth/jwt";
import { sessionCookieName } from "@/lib/accounts/session-cookie";
import { newId } from "@/lib/std/id";
import type { TestUser } from "@/test/factories";

/**
 * A session of this person, begun now, with a second factor and a proof of who acts; answers its `Cookie` field.
 * @param secret NEXTAUTH_SECRET of the host.
 */
export async function signIn(user: TestUser, publicUrl: string, secret: string): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const id = newId("session");
  const now = new Date();
  await db.session.create({
    data: {
      id,
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 86_400_000),
      secondFactorAt: now,
      // Good for as long as a suite may run.
      steppedUpAt: new Date(now.getTime() + 3_600_000),
      ip: "127.0.0.1",
      userAgent: "test",
    },
    select: { id: true },
  });
  return `${sessionCookieName(publicUrl)}=${await encode({ token: { sid: id }, secret })}`;
}
