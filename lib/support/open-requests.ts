import { db } from "@/lib/db/client";

/** A QPS request that is not settled. Times are ISO 8601. */
export type OpenRequest = {
  id: string;
  keyId: string;
  product: string;
  endpointClass: string;
  status: "pending" | "question";
  currentQps: number;
  wantedQps: number;
  submittedAt: string | null;
  dueAt: string | null;
};

const SHOWN_MAX = 20;

/** QPS requests of a customer, or of one of its keys, that wait for somebody; the longest waiting first. */
export async function openRequests(about: { orgId: string; keyId?: string }): Promise<OpenRequest[]> {
  const rows = await db.qpsRequest.findMany({
    where: { ...about, status: { in: ["pending", "question"] } },
    select: {
      id: true,
      keyId: true,
      status: true,
      currentQps: true,
      wantedQps: true,
      submittedAt: true,
      dueAt: true,
      endpointClass: { select: { name: true, product: { select: { name: true } } } },
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: SHOWN_MAX,
  });
  return rows.map(({ endpointClass, status, submittedAt, dueAt, ...request }) => ({
    ...request,
    status: status === "question" ? "question" : "pending",
    product: endpointClass.product.name,
    endpointClass: endpointClass.name,
    submittedAt: submittedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
  }));
}
