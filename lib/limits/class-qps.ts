import type { LimitKind, LimitUnit } from "./schemas";

/**
 * A limit of a key in force: agreed by contract, of the organization's plan, of the key's billing type, or set by the customer.
 */
export type LimitInForce = {
  kind: LimitKind;
  unit: LimitUnit;
  classId: string | null;
  value: number;
  source: "contract" | "plan" | "billing_type" | "customer";
};

/** Queries per second of a key in one endpoint class. */
export type ClassQps = {
  /** What holds. */
  qps: number;
  /** What was agreed: the contract in force, else the plan, else the default of the class. The customer can only go below. */
  agreed: number;
  isContract: boolean;
  /** What the customer set; `null`: nothing. */
  own: number | null;
};

/** What the edge holds calls of a class against, and why. */
export function classQps(
  limits: readonly LimitInForce[],
  { id, defaultQps }: { id: string; defaultQps: number },
): ClassQps {
  const rates = limits.filter(({ kind, classId }) => kind === "qps" && (classId === id || classId === null));
  const contracts = rates.filter(({ source }) => source === "contract");
  const contract = contracts.find(({ classId }) => classId === id) ?? contracts[0];
  const plan = rates.find(({ source, classId }) => source === "plan" && classId === id);
  const agreed = contract?.value ?? plan?.value ?? defaultQps;
  const own = rates.find(({ source, classId }) => source === "customer" && classId === id)?.value ?? null;
  return { qps: Math.min(agreed, own ?? agreed), agreed, isContract: contract !== undefined, own };
}
