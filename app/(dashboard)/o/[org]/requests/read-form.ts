import { notFound } from "next/navigation";
import { isDomainError } from "@/lib/errors/domain-error";
import { listKeys } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import type { MemberContext } from "@/lib/orgs/context";
import { getQpsForm } from "@/lib/qps/form";
import { QpsFormQuery } from "@/lib/qps/schemas";

const RECENT_KEYS = 20;

/** What the form about a key and class is filled with, and the keys offered first; an unknown or foreign key is the 404 page. */
export async function readForm(ctx: MemberContext, keyId: string | null, classId: string | null) {
  const [about, recent] = await Promise.all([
    keyId === null ? null : readAbout(ctx, keyId, classId),
    listKeys(ctx, ListKeysInput.parse({ sort: "last_used", limit: RECENT_KEYS })),
  ]);
  return { about, recentKeys: recent.keys.map(({ id, name }) => ({ id, name })) };
}

async function readAbout(ctx: MemberContext, keyId: string, classId: string | null) {
  const query = QpsFormQuery.safeParse({ keyId, classId });
  if (!query.success) notFound();
  return getQpsForm(ctx, query.data).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
}
