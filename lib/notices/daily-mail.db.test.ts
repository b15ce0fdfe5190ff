import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { NOW } from "@/test/clock";
import { memberCtx } from "@/test/contexts";
import { makeMember, makeOrg } from "@/test/factories";
import { dailyMailAt } from "./digest";
import { notify } from "./notify";
import { wantsDailyMail } from "./preferences";
import { setDailyMail } from "./set-daily-mail";

test("the mail of the day goes at the next 07:00 UTC, never at the moment itself", () => {
  const at = (iso: string) => dailyMailAt(new Date(iso)).toISOString();
  expect(at("2026-03-02T06:59:59.999Z")).toBe("2026-03-02T07:00:00.000Z");
  expect(at("2026-03-02T07:00:00.000Z")).toBe("2026-03-03T07:00:00.000Z");
});

test("alerts of a day are one mail to who wants that, and everything else is mailed at once as to anybody", async () => {
  const org = await makeOrg();
  const [daily, other] = [await makeMember(org, "owner"), await makeMember(org, "owner")];
  const ctx = await memberCtx(org, "owner", daily);
  await setDailyMail(ctx, org.id, { isDaily: true });
  expect(await wantsDailyMail(ctx, org.id)).toBe(true);
  const notice = { orgId: org.id, subject: "key_1", at: NOW, role: "owner" as const };
  await withTransaction(async (tx) => {
    for (const value of ["192.0.2.0/24", "198.51.100.0/24"]) {
      const data = { keyName: "Web", details: { value, calls: 1, also: [] } };
      await notify(tx, { ...notice, kind: "alert.new_network", occurrence: value, data });
    }
    const data = { keyName: "Web", expiresAt: NOW.toISOString() };
    await notify(tx, { ...notice, kind: "key.expires_soon", occurrence: "1", data });
  });
  const dueOf = async (userId: string) => {
    const rows = await db.notice.findMany({
      where: { userId },
      select: { kind: true, mailDueAt: true },
      orderBy: { kind: "asc" },
    });
    return rows.map(({ kind, mailDueAt }) => [kind, mailDueAt?.toISOString()]);
  };
  const [now, next] = [NOW.toISOString(), "2026-03-03T07:00:00.000Z"];
  expect(await dueOf(daily.id)).toEqual([
    ["alert.new_network", next],
    ["alert.new_network", next],
    ["key.expires_soon", now],
  ]);
  expect((await dueOf(other.id)).map(([, due]) => due)).toEqual([now, now, now]);
  await setDailyMail(ctx, org.id, { isDaily: false });
  expect(await wantsDailyMail(ctx, org.id)).toBe(false);
});
