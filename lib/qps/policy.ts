import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { DEFAULT_QPS_POLICY, QpsPolicy } from "./schemas";

/** Name of the setting the policy is kept under. */
export const QPS_SETTING = "qps";

/** The policy, and the version a change of it has to name; 0: nobody has set one. */
export type VersionedQpsPolicy = { policy: QpsPolicy; version: number };

const Stored = z.object({ policy: QpsPolicy, version: z.int().min(1) });

/** How requests are treated here, as it was last set. For verbs that have checked who asks. */
export async function readQpsPolicy(client: Pick<Tx, "setting">): Promise<VersionedQpsPolicy> {
  const row = await client.setting.findUnique({ where: { key: QPS_SETTING }, select: { value: true } });
  return row === null ? { policy: DEFAULT_QPS_POLICY, version: 0 } : Stored.parse(row.value);
}
