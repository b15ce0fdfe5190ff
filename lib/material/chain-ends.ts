import { anchorChains } from "@/lib/audit/anchor-chains";
import type { Place } from "./place";

/**
 * The audit chains: each must end under the newest master key, so that its earlier entries are held by it. Older entries
 * keep their key, whose audit half is archived; `audit:verify` proves them.
 */
export const CHAIN_ENDS: Place = {
  name: "audit_head.seq",
  label: "Audit logs that end under it",
  ring: "master",
  async count(pool) {
    const { rows } = await pool.query<{ version: number; count: number }>(
      `select entry.key_version as version, count(*)::int as count from audit_head head
       join audit_entry entry on entry.chain = head.chain and entry.seq = head.seq group by 1`,
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  },
  async renew() {
    const renewed = await anchorChains(new Date());
    return { renewed, unreadable: [], next: renewed === 0 ? null : [] };
  },
  prove: async () => ({ proved: 0, failed: [], next: null }),
};
